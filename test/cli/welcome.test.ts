import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

/** A root in which coder works on task-001, and task-003 is next. */
async function workingCoder(env: Record<string, string> = {}) {
  const around = commandLine({ env });
  await around.run("create", ...CODER, "--name", 'the "login"');
  await around.run("start", ...CODER);
  await around.run("create", ...CODER, "--name", "later", "--priority", "2");
  await around.run("create", ...CODER, "--name", `next\n${"x".repeat(100)}`, "--priority", "9");
  return around;
}

describe("a call without a command", () => {
  test("where nothing is yet, it says so, and how to begin", async () => {
    const { run, root } = commandLine();
    const { status, stdout } = await run();
    expect(status).toBe(0);
    expect(stdout).toContain(`Root   ${root} (AGENT_TASKS_ROOT): not there`);
    expect(stdout).toContain('\nNext:\n  agent-tasks create --agent coder --name "..."\n  agent-tasks help\n');
    expect(stdout).toContain("Usage: agent-tasks <command> [options]");
  });

  test("it says what runs and waits, and what to type next", async () => {
    const { run, root } = await workingCoder({ AGENT_TASKS_AGENT: "coder" });
    expect((await run()).stdout).toBe(`A task queue per agent, on plain files.

Root   ${root} (AGENT_TASKS_ROOT)
Agent  coder
Tasks  1 running, 2 pending, 0 completed, 0 failed, of 1 agent
- Running: task-001, "the \\"login\\"" (priority 5). Go on with it.
- Pending: 2; next is task-003, "next\\n${"x".repeat(74)}…" (priority 9).

Next:
  agent-tasks complete --agent coder --task-id task-001 --result "..."
  agent-tasks fail --agent coder --task-id task-001 --error "..."
  agent-tasks help

Usage: agent-tasks <command> [options]
`);
    await run("complete", ...CODER);
    expect((await run()).stdout).toContain("Next:\n  agent-tasks start --agent coder\n");
    expect((await run("--output", "json")).json).toMatchObject({
      agent_id: "coder",
      next: ["agent-tasks start --agent coder"],
    });
  });

  test("what cannot be read is said, and is no failure", async () => {
    const { run, root } = await workingCoder({ AGENT_TASKS_AGENT: "coder" });
    writeFileSync(join(root, "agents", "coder", "task-list.json"), "");
    const { status, stdout } = await run();
    expect(status).toBe(0);
    expect(stdout).toContain("Agent  coder\nTasks  not known\n- Not everything can be read: ");
    expect(stdout).toContain("task-list.json cannot be trusted: it is empty.");
    expect((await run("--output", "json")).json).toMatchObject({
      status: "success",
      code: "STORE_CORRUPT",
      agent_id: "coder",
      agents: null,
      total_tasks: null,
      message: expect.stringContaining("it is empty"),
    });
    writeFileSync(join(root, "config.json"), "{");
    expect((await run()).status).toBe(0);
  });

  test("another agent's broken queue does not hide one's own", async () => {
    const { run, root } = await workingCoder({ AGENT_TASKS_AGENT: "coder" });
    await run("create", "--agent", "other", "--name", "x");
    writeFileSync(join(root, "agents", "other", "task-list.json"), "{bad");
    for (const line of [[], ["prime"]]) {
      const { status, stdout } = await run(...line);
      expect([line, status]).toEqual([line, 0]);
      expect(stdout).toContain('- Running: task-001, "the \\"login\\"" (priority 5). Go on with it.');
      expect(stdout).toContain("- Not everything can be read: ");
    }
    expect((await run("prime", "--agent", "other")).json).toMatchObject({ code: "STORE_CORRUPT" });
  });
});

describe("prime", () => {
  test("is at most 60 lines, however much there is, and steers no terminal", async () => {
    const { run, root } = await workingCoder();
    for (let n = 0; n < 30; n += 1) mkdirSync(join(root, "agents", `agent-${n}`));
    for (const lang of ["en", "zh"]) {
      const { stdout } = await run("prime", ...CODER, "--lang", lang);
      expect(stdout.split("\n").length).toBeLessThanOrEqual(60);
      expect(stdout).toContain("agent-tasks start --agent coder");
      expect(stdout).toContain('task-003, "next\\n'.replace(", ", lang === "zh" ? "，" : ", "));
      expect(stdout).not.toContain("<agent>");
    }
  });

  test("a root that cannot be seen is no empty queue", async () => {
    const { stdout, status } = await commandLine().run("prime", ...CODER);
    expect(status).toBe(0);
    expect(stdout).toContain("not there, or not to be seen from here");
    expect(stdout).not.toMatch(/Running: nothing|Pending: 0/);
  });

  test("an agent that does not know its name yet is told the loop, and to say it", async () => {
    const { stdout } = await (await workingCoder()).run("prime");
    expect(stdout).toContain("agent-tasks start --agent <agent>");
    expect(stdout).toContain("You are not named yet");
    expect(stdout).toContain("- Agents that have a queue: coder.");
  });

  test("is a document where one is asked for", async () => {
    const { run } = await workingCoder();
    const facts = { agent_id: "coder", pending: 2, current_task: { id: "task-001" }, next_task: { id: "task-003" } };
    expect((await run("prime", ...CODER, "--output", "json")).json).toMatchObject(facts);
    expect((await run("prime", ...CODER, "--output", "plain")).stdout).toContain("## Now");
  });
});

describe("schema", () => {
  test.each(COMMANDS.map(({ operation }) => operation.name))(
    "%s has one, of what it takes and prints",
    async (name) => {
      const { json } = await commandLine().run("schema", name);
      const ajv = new Ajv2020({ validateFormats: false });
      for (const part of ["input", "output", "error"]) expect(ajv.validateSchema(json[part] as object)).toBe(true);
      const { properties } = json["input"] as { properties: Record<string, { description?: string }> };
      expect(Object.values(properties).filter(({ description }) => !description)).toEqual([]);
    },
  );

  test.each([
    ["create", { name: "x" }, true],
    ["create", { input: [{ name: "x", priority: "P1" }] }, true],
    ["create", { agent: "coder" }, false],
    ["create", { name: "x", priority: 11 }, false],
    ["create", { name: " " }, false],
    ["create", { name: "x", titel: "y" }, false],
    ["create", { name: "x", input: [{ name: "y" }] }, false],
    ["create", { name: "x", operator: "o".repeat(201) }, false],
    ["create", { name: "x", priority: "05" }, true],
    ["create", { name: "x", key: "k", metadata: { a: 1 }, dry_run: true }, true],
    ["get", {}, false],
    ["get", { task_id: "../x" }, false],
    ["query", { status: "done" }, false],
    ["query", { status: "failed", from: "2026-04-01", limit: 3, fields: "id,name" }, true],
    ["fail", { task_id: "task-001" }, false],
  ])("%s: that %j is taken is %s, by the schema and by the command", async (name, input, isTaken) => {
    const around = commandLine({ input: JSON.stringify("input" in input ? input.input : "") });
    const { json } = await around.run("schema", name);
    expect(new Ajv2020().compile(json["input"] as object)(input)).toBe(isTaken);
    const flags = Object.entries({ ...input, agent: "coder" }).flatMap(([key, value]) => {
      const flag = `--${key.replaceAll("_", "-")}`;
      if (value === true) return [flag];
      return [`${flag}=${key === "input" ? "-" : typeof value === "string" ? value : JSON.stringify(value)}`];
    });
    const { json: answer } = await around.run(name, ...flags);
    expect(answer["code"] === "INVALID_PARAMS").toBe(!isTaken);
  });
});

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

/** The length of the longest line, examples left out: nobody wants those broken. */
function widest(text: string): number {
  const lines = text.split("\n").filter((line) => !/^ {2}agent-tasks /.test(line));
  return Math.max(...lines.map(({ length }) => length));
}

describe("help", () => {
  test("is the same page wherever the word and options stand", async () => {
    const { run } = commandLine();
    const page = (await run("help")).stdout;
    expect(page).not.toContain("Commands:");
    for (const line of [
      ["--help"],
      ["help", "--output", "json"],
      ["--lang", "en", "help"],
      ["help", "-h"],
      ["help", "help"],
    ]) {
      expect([line, (await run(...line)).stdout]).toEqual([line, page]);
    }
    const own = (await run("help", "create")).stdout;
    for (const line of [
      ["create", "-h"],
      ["--lang", "en", "help", "create"],
      ["help", "--output", "json", "create"],
      ["create", "--xyz", "-h"],
    ]) {
      expect([line, (await run(...line)).stdout]).toEqual([line, own]);
    }
  });

  test("fits the terminal", async () => {
    expect(widest((await commandLine({ columns: 80 }).run("help", "create")).stdout)).toBeLessThanOrEqual(80);
    expect(widest((await commandLine({ columns: 300 }).run("help", "create")).stdout)).toBeLessThanOrEqual(100);
  });

  test("every page and every error code is there, in both languages", async () => {
    const { run } = commandLine();
    for (const page of ["agents", "environment", "exit-codes", "output", ...Object.keys(EXIT_STATUS)]) {
      const [en, zh] = [await run("help", page), await run("help", page, "--lang", "zh")];
      expect([page, en.status, zh.status]).toEqual([page, 0, 0]);
      expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
      expect(zh.stdout).toMatch(/\p{Script=Han}/u);
    }
    expect((await run("help", "agent-busy")).stdout).toBe((await run("help", "AGENT_BUSY")).stdout);
  });

  test("the page of exit statuses names every code at its status", async () => {
    for (const lang of ["en", "zh"]) {
      const { stdout } = await commandLine().run("help", "exit-codes", "--lang", lang);
      const lines = stdout.split("\n");
      for (const [code, status] of Object.entries(EXIT_STATUS)) {
        expect(lines.find((line) => line.includes(code))).toMatch(new RegExp(`^ {2}${status} `));
      }
    }
  });

  test("every hint names the page of its error", async () => {
    const { run } = commandLine();
    expect((await run("start", ...CODER)).json["hint"]).toMatch(/ \(more: agent-tasks help IO_ERROR\)$/);
    expect((await run("start", ...CODER, "--lang", "zh")).json["hint"]).toMatch(/（详情：agent-tasks help IO_ERROR）$/);
  });

  test.each([
    [["creat"], "create"],
    [["add", "--agent", "x"], "create"],
    [["done"], "complete"],
    [["it's"], undefined],
    [["crate", "--help"], "create"],
    [["next"], "start"],
    [["help", "finish"], "complete"],
    [["help", "exit-code"], "exit-codes"],
    [["help", "agent_busyy"], undefined],
    [["create", "--title", "x"], "--name"],
    [["complete", "--reason", "x"], "--result"],
    [["fail", "--reason", "x"], "--error"],
    [["get", "--id", "task-001"], "--task-id"],
    [["list", "--agnet", "x"], "--agent"],
    [["list", "--xyz"], undefined],
  ])("%j: did you mean %s?", async (argv, meant) => {
    const { json, status } = await commandLine().run(...argv);
    expect(status).toBe(2);
    expect((json["choices"] as string[] | undefined)?.[0]).toBe(meant);
  });

  test("what is wrong with a call of a command sends to the help of that command", async () => {
    const { json } = await commandLine().run("list", "--xyz");
    expect(json["hint"]).toContain("agent-tasks list --help");
  });
});
