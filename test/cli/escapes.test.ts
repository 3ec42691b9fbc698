import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

test("text of others steers no terminal, whatever prints it", async () => {
  const evil = "\u202ertl \u009b31m \u001b[2J\u007f\u2028end";
  const { run, root } = commandLine({ env: { AGENT_TASKS_AGENT: "coder" } });
  await run("create", "--name", evil, "--description", evil);
  await run("create", "--name", evil);
  await run("start");
  mkdirSync(join(root, "agents", "小\u009b明"));
  const lines = [
    [],
    ["prime"],
    ["list"],
    ["list-all"],
    ["get", "--task-id", "task-001"],
    ["query"],
    ["where"],
    ["start"],
  ];
  for (const line of lines) {
    for (const output of [undefined, "json", "jsonl", "plain", "table"]) {
      const { stdout, stderr } = await run(...line, ...(output === undefined ? [] : ["--output", output]));
      // oxlint-disable-next-line no-control-regex
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
    }
  }
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({ task: { name: evil, description: evil } });
});

test("a root whose path has control characters steers no terminal", async () => {
  const { stdout } = await commandLine({ env: { AGENT_TASKS_ROOT: "/tmp/r\u001b[31m" } }).run();
  expect(stdout).toContain("/tmp/r\\u001b[31m");
});
