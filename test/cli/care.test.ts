import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];
const T1 = [...CODER, "--task-id", "task-001"];

function journalOf(root: string) {
  const [name = ""] = readdirSync(join(root, "events"));
  const lines = readFileSync(join(root, "events", name), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("everything that somebody does to a task or a queue is an event, with who did it", async () => {
  const { run, root } = commandLine({ env: { AGENT_TASKS_OPERATOR: "anna" } });
  await run("create", ...CODER, "--name", "x");
  for (const call of [
    ["edit", ...T1, "--name", "y"],
    ["hold", ...T1, "--reason", "wait for review"],
    ["release", ...T1],
    ["hold", ...CODER],
    ["release", ...CODER],
    ["cancel", ...T1],
    ["restore", ...T1],
    ["move", ...T1, "--to-agent", "other"],
  ]) {
    expect([call, (await run(...call)).status]).toEqual([call, 0]);
  }
  expect(
    journalOf(root).map(({ action, task_id, agent_id, operator }) => [action, task_id, agent_id, operator]),
  ).toEqual([
    ["create", "task-001", "coder", "anna"],
    ["edit", "task-001", "coder", "anna"],
    ["hold", "task-001", "coder", "anna"],
    ["release", "task-001", "coder", "anna"],
    ["hold", null, "coder", "anna"],
    ["release", null, "coder", "anna"],
    ["cancel", "task-001", "coder", "anna"],
    ["restore", "task-001", "coder", "anna"],
    ["move", "task-001", "coder", "anna"],
    ["move", "task-001", "other", "anna"],
  ]);
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("an edit changes what it names, and merges metadata", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--metadata", '{"ticket":"A-1","draft":true,"tags":{"a":1,"b":2}}');
  const patch = '{"draft":null,"tags":{"b":3},"new":[1]}';
  await run("edit", ...T1, "--priority", "P0", "--due", "2d", "--description", "all of it", "--metadata", patch);
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({
    task: {
      name: "x",
      priority: 10,
      description: "all of it",
      due_at: expect.any(String),
      metadata: { ticket: "A-1", tags: { a: 1, b: 3 }, new: [1] },
    },
  });
  expect((await run("edit", ...T1, "--due", "none")).json).not.toHaveProperty("changed");
  expect((await run("edit", ...T1, "--due", "none")).json).toMatchObject({ changed: false });
});

test.each([
  [[], { problem: "required" }],
  [["--name", ""], { problem: "empty" }],
  [["--metadata", "[1]"], { problem: "not_an_object" }],
  [["--metadata", '{"__proto__":1}'], { problem: "forbidden_key" }],
  [["--due", "2020-01-01"], { problem: "in_the_past" }],
])("edit %j is refused", async (args, facts) => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  expect(await run("edit", ...T1, ...args)).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", ...facts } });
});

test("metadata that is merged stays within its limit", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--metadata", JSON.stringify({ a: "x".repeat(40_000) }));
  const more = JSON.stringify({ b: "x".repeat(40_000) });
  expect((await run("edit", ...T1, "--metadata", more)).json).toMatchObject({ problem: "too_large" });
});

test("what has ended is not edited, moved or held", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("cancel", ...T1);
  for (const call of [
    ["edit", ...T1, "--name", "y"],
    ["hold", ...T1],
    ["move", ...T1, "--to-agent", "other"],
  ]) {
    expect(await run(...call)).toMatchObject({
      status: 5,
      json: { code: "INVALID_TRANSITION", task_status: "cancelled" },
    });
  }
});

test("a move can be repeated, and says where the task is", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  const move = ["move", ...T1, "--to-agent", "other"];
  expect((await run(...move)).json).toMatchObject({ agent_id: "other", agent_created: true });
  expect((await run(...move)).json).toMatchObject({ agent_id: "other", changed: false });
  await run("start", "--agent", "other");
  await run("complete", "--agent", "other");
  expect((await run(...move)).json).toMatchObject({ changed: false });
  expect((await run("list", ...CODER)).json).toMatchObject({ totals: { all: 0 } });
  expect(await run("move", ...T1, "--to-agent", "Coder")).toMatchObject({ status: 2, json: { problem: "same_agent" } });
  expect(await run("move", ...CODER, "--task-id", "task-009", "--to-agent", "other")).toMatchObject({ status: 4 });
});

test("a running task can be handed over, and its worker is told", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  await run("note", ...CODER, "--message", "half of it");
  await run("move", ...T1, "--to-agent", "other");
  expect((await run("complete", ...T1)).json).toMatchObject({ code: "TASK_NOT_FOUND", owner_agent_id: "other" });
  for (const call of [["complete"], ["fail", "--error", "no"], ["note", "--message", "x"], ["renew"]]) {
    expect((await run(...call, ...T1, "--attempt", "1")).json).toMatchObject({ code: "SUPERSEDED", outcome: "moved" });
  }
  expect((await run("start", "--agent", "other")).json).toMatchObject({
    attempt: 2,
    task: { attempts: [{ outcome: "moved", notes: [{ message: "half of it" }] }] },
  });
});

test("a queue on hold starts nothing, and shows why; what runs goes on", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("create", ...CODER, "--name", "y");
  await run("start", ...CODER);
  await run("hold", ...CODER, "--reason", "freeze", "--operator", "anna");
  expect((await run("complete", ...CODER)).status).toBe(0);
  expect(await run("start", ...CODER)).toMatchObject({
    status: 3,
    json: { code: "QUEUE_EMPTY", waiting: 1, held: true },
  });
  expect((await run("list", ...CODER)).json).toMatchObject({ hold: { reason: "freeze", by: "anna" } });
  await run("release", ...CODER);
  expect((await run("list", ...CODER)).json).not.toHaveProperty("hold");
  expect((await run("start", ...CODER)).json).toMatchObject({ task_id: "task-002" });
});

test("a cancelled task comes back, unless another has taken over its key", async () => {
  const { run } = commandLine();
  const create = ["create", ...CODER, "--name", "x", "--key", "k"];
  await run(...create);
  await run("cancel", ...T1);
  await run(...create);
  expect((await run("restore", ...T1)).json).toMatchObject({ code: "KEY_CONFLICT", task_id: "task-002" });
  await run("cancel", ...CODER, "--task-id", "task-002");
  expect((await run("restore", ...T1)).json).toMatchObject({ status: "success", task_id: "task-001" });
  expect((await run("restore", ...T1)).json).toMatchObject({ code: "INVALID_TRANSITION" });
  expect((await run("stats", ...CODER)).json).toMatchObject({ total: { pending: 1, cancelled: 1 } });
  expect((await run("history", ...CODER)).json).toMatchObject({ total: 1, history: [{ id: "task-002" }] });
});

test("a task is not moved to an agent that has another one of its id", async () => {
  const { run, root } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("create", "--agent", "other", "--name", "y");
  const path = join(root, "agents/other/task-list.json");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("task-002", "task-001"));
  expect(await run("move", ...T1, "--to-agent", "other")).toMatchObject({
    status: 5,
    json: { code: "TASK_ALREADY_EXISTS", agent_id: "other" },
  });
  expect((await run("list", ...CODER)).json).toMatchObject({ pending_tasks: [{ name: "x" }] });
});

test("another reason for a hold replaces the one before", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("hold", ...CODER, "--reason", "freeze");
  expect((await run("hold", ...CODER)).json).toMatchObject({ changed: false });
  await run("hold", ...CODER, "--reason", "audit");
  expect((await run("list", ...CODER)).json).toMatchObject({ hold: { reason: "audit" } });
});

test("a task that waited after a failure waits on when it is cancelled and restored", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--max-attempts", "3", "--retry-delay", "1h");
  await run("start", ...CODER);
  await run("fail", ...CODER, "--error", "no");
  await run("cancel", ...T1);
  await run("restore", ...T1);
  expect((await run("start", ...CODER)).json).toMatchObject({ code: "QUEUE_EMPTY", waiting: 1 });
});
