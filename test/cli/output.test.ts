import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

test("a person at a terminal gets a table, a program JSON", async () => {
  const person = commandLine({ isTerminal: true, env: { NO_COLOR: "1" } });
  await person.run("create", ...CODER, "--name", "Fix the login");
  expect((await person.run("list", ...CODER)).stdout).toMatchInlineSnapshot(`
    "coder: 0 running, 1 pending, 0 completed, 0 failed
    ID        STATUS   PRIO  WHEN      NAME
    task-001  pending     5  just now  Fix the login
    next: agent-tasks start --agent coder
    "
  `);
  expect((await person.run("list", "--agent", "nobody")).stdout).toBe(
    'The queue of nobody is empty. Add a task:\n  agent-tasks create --agent nobody --name "..."\n',
  );
  const agent = commandLine({ isTerminal: true, env: { OPENCLAW_SHELL: "exec" } });
  expect((await agent.run("create", ...CODER, "--name", "x")).json).toMatchObject({ status: "success" });
});

test("a refusal is two lines on stderr for a person", async () => {
  const { run } = commandLine({ env: { AGENT_TASKS_OUTPUT: "table" } });
  await run("create", ...CODER, "--name", "x");
  const { status, stdout, stderr } = await run("start", "--agent", "nobody");
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatchInlineSnapshot(`
    "error: Agent nobody has no pending task.
    hint: Nothing to do now. Ask again later. This agent never had a task: is the name right? (more: agent-tasks help QUEUE_EMPTY)
    "
  `);
});

test("jsonl is a task a line, plain is tab-separated, and create prints its id", async () => {
  const { run } = commandLine();
  expect((await run("create", ...CODER, "--name", "a\tb", "--output", "plain")).stdout).toBe("task-001\n");
  await run("create", ...CODER, "--name", "two", "--priority", "9");
  expect((await run("list", ...CODER, "--output", "plain")).stdout).toBe(
    "task-002\tpending\t9\ttwo\ntask-001\tpending\t5\ta\\u0009b\n",
  );
  const lines = (await run("list", ...CODER, "--output", "jsonl")).stdout.trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(["task-002", "task-001"]);
  expect((await run("list", "--agent", "nobody", "--output", "jsonl")).stdout).toBe("");
});

test("control and bidi characters of a task never reach a terminal", async () => {
  const { run } = commandLine({ isTerminal: true });
  await run("create", ...CODER, "--name", "\u001b[31mred\u202eder\u0007");
  expect((await run("list", ...CODER)).stdout).toContain("\\u001b[31mred\\u202eder\\u0007");
});

test("a bad format or language is told in a format and language that is known", async () => {
  const { run } = commandLine({ env: { AGENT_TASKS_OUTPUT: "xml" } });
  expect((await run("list", ...CODER)).json).toMatchObject({
    problem: "not_a_choice",
    parameter: "AGENT_TASKS_OUTPUT",
  });
  expect((await run("list", ...CODER, "--output", "plain", "--lang", "xx")).stderr).toMatch(
    /^error: lang must be one of en/,
  );
});

test("settings come from the config file where nothing else says so", async () => {
  const { root, run } = commandLine();
  mkdirSync(root);
  writeFileSync(join(root, "config.json"), '{"output":"plain","keep_finished":3}');
  expect((await run("create", ...CODER, "--name", "x")).stdout).toBe("task-001\n");
  expect((await run("where", "--output", "json")).json).toMatchObject({
    settings: {
      keep_finished: { value: 3, origin: "config.json" },
      output: { value: "json", origin: "--output" },
      lock_timeout_ms: { value: 8000, origin: "default" },
    },
  });
});

test.each(["{", "[]", '{"colour":"red"}', '{"output":"xml"}', '{"keep_finished":-1}', ""])(
  "a config file like %j stops every command but where",
  async (text) => {
    const { root, run } = commandLine();
    mkdirSync(root);
    writeFileSync(join(root, "config.json"), text);
    const { status, json } = await run("create", ...CODER, "--name", "x");
    expect(status).toBe(2);
    expect(json).toMatchObject({ code: "CONFIG_INVALID", path: join(root, "config.json") });
    expect((await run("where")).json).toMatchObject({ root: { value: root, exists: true } });
  },
);

test("where says which rule chose root and agent", async () => {
  const { root, run } = commandLine({ env: { AGENT_TASKS_AGENT: "coder" } });
  expect((await run("where")).json).toMatchObject({
    root: { value: root, origin: "AGENT_TASKS_ROOT", exists: false },
    agent: { value: "coder", origin: "AGENT_TASKS_AGENT" },
  });
  expect((await run("where", "--agent", "anna", "--output", "plain")).stdout).toContain("agent\tanna\t--agent\n");
});

test("an answer that cannot be written does not undo the change, and the exit status says it", async () => {
  const { root, run } = commandLine({
    onWrite: () => {
      throw Object.assign(new Error("EPIPE"), { code: "EPIPE" });
    },
  });
  const { status, stderr } = await run("create", ...CODER, "--name", "x");
  expect(status).toBe(1);
  expect(stderr).toBe("the answer could not be written (EPIPE); what was done stays done\n");
  const reader = commandLine({ env: { AGENT_TASKS_ROOT: root } });
  expect((await reader.run("list", ...CODER)).json).toMatchObject({ pending_tasks: [{ id: "task-001" }] });
});
