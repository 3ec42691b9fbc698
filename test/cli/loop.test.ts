import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

test("the first create makes root and agent, and says so", async () => {
  const { run } = commandLine();
  const { status, json } = await run("create", ...CODER, "--name", "Fix the login", "--priority", "8");
  expect(status).toBe(0);
  expect(json).toEqual({
    status: "success",
    task_id: "task-001",
    created: true,
    task: {
      id: "task-001",
      name: "Fix the login",
      description: "",
      status: "pending",
      priority: 8,
      assigned_at: expect.any(String),
      created_at: expect.any(String),
      agent_id: "coder",
    },
    agent_created: true,
    root_created: true,
    message: "Task added to the queue of coder.",
  });
  const second = await run("create", ...CODER, "--name", "Next");
  expect(second.json).not.toHaveProperty("agent_created");
  expect(second.json).not.toHaveProperty("root_created");
});

test("an agent's day: start, complete, start, fail, and everything is found again", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "low", "--priority", "P3");
  await run("create", ...CODER, "--name", "high", "--priority", "P0");
  const started = await run("start", ...CODER);
  expect(started.json).toMatchObject({
    status: "success",
    task_id: "task-002",
    task: { status: "running", priority: 10 },
  });
  const completed = await run("complete", ...CODER, "--result", "done");
  expect(completed.json).toEqual({ status: "success", task_id: "task-002", message: "Task completed and archived." });
  await run("start", ...CODER);
  expect((await run("fail", ...CODER, "--error", "no")).json).toEqual({
    status: "success",
    task_id: "task-001",
    message: "Task marked as failed.",
  });
  const { json } = await run("list", ...CODER);
  expect(json).toMatchObject({
    status: "success",
    totals: { current: 0, pending: 0, completed: 1, failed: 1, cancelled: 0, all: 2 },
    agent_id: "coder",
    current_task: null,
    completed_tasks: [{ id: "task-002", result: "done" }],
    failed_tasks: [{ id: "task-001", error_message: "no", retry_count: 1 }],
  });
  expect((await run("get", "--task-id", "task-002")).json).toMatchObject({
    status: "success",
    task: { id: "task-002", result: "done" },
    agent_id: "coder",
    location: "completed_tasks",
  });
});

test("a key makes create repeatable while the task is open", async () => {
  const { run } = commandLine();
  const create = ["create", ...CODER, "--name", "x", "--metadata", '{"a":1,"b":[2]}', "--key", "k"];
  const first = await run(...create);
  const again = await run("create", ...CODER, "--key", "k", "--metadata", '{"b":[2],"a":1}', "--name", "x");
  expect(again.status).toBe(0);
  expect(again.json).toMatchObject({
    task_id: "task-001",
    created: false,
    message: expect.stringContaining("task-001"),
  });
  const other = await run("create", ...CODER, "--name", "y", "--key", "k");
  expect(other.status).toBe(5);
  expect(other.json).toMatchObject({ code: "KEY_CONFLICT", task_id: "task-001", differs_in: ["name", "metadata"] });
  expect((await run("create", "--agent", "other", "--name", "y", "--key", "k")).json).toMatchObject({ created: true });
  await run("start", ...CODER);
  expect((await run(...create)).json).toMatchObject({ created: false, task: { status: "running" } });
  await run("complete", ...CODER);
  expect((await run(...create)).json).toMatchObject({ created: true, task_id: "task-003" });
  expect(first.json).toMatchObject({ created: true });
});

test("a repeated complete or fail of a named task succeeds without a change, also from the archive", async () => {
  const { run } = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "1" } });
  for (const end of [["complete"], ["fail", "--error", "no"], ["complete"], ["complete"]] as const) {
    await run("create", ...CODER, "--name", "x");
    await run("start", ...CODER);
    expect((await run(...end, ...CODER)).status).toBe(0);
  }
  const before = (await run("list", ...CODER)).stdout;
  expect((await run("complete", ...CODER, "--task-id", "task-001")).json).toEqual({
    status: "success",
    task_id: "task-001",
    changed: false,
    message: "task-001 was completed already; nothing was changed.",
  });
  expect((await run("fail", ...CODER, "--task-id", "task-002", "--error", "no")).json).toMatchObject({
    changed: false,
  });
  const wrong = await run("fail", ...CODER, "--task-id", "task-001", "--error", "no");
  expect(wrong.json).toMatchObject({ code: "INVALID_TRANSITION", task_status: "completed", wanted_status: "failed" });
  expect(wrong.status).toBe(5);
  expect((await run("list", ...CODER)).stdout).toBe(before);
});

test("a named task is the agent's own, and is started before it ends", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "one");
  await run("create", ...CODER, "--name", "two");
  await run("create", "--agent", "other", "--name", "three");
  expect((await run("start", ...CODER, "--task-id", "task-002")).json).toMatchObject({ task_id: "task-002" });
  expect((await run("complete", ...CODER, "--task-id", "task-001")).json).toMatchObject({
    code: "INVALID_TRANSITION",
    task_status: "pending",
    current_task_id: "task-002",
  });
  expect(await run("complete", ...CODER, "--task-id", "task-003")).toMatchObject({
    status: 4,
    json: { code: "TASK_NOT_FOUND", owner_agent_id: "other" },
  });
  expect((await run("start", ...CODER)).json).toMatchObject({ code: "AGENT_BUSY", current_task_id: "task-002" });
  expect((await run("get", "--task-id", "task-003", ...CODER)).json).toMatchObject({ code: "TASK_NOT_FOUND" });
});

test("a dry run says what would be done, and changes nothing", async () => {
  const { root, run } = commandLine();
  const planned = await run("create", ...CODER, "--name", "x", "--dry-run");
  expect(planned.json).toMatchObject({ task_id: "task-001", dry_run: true, root_created: true });
  expect(existsSync(root)).toBe(false);
  await run("create", ...CODER, "--name", "x");
  expect((await run("start", ...CODER, "--dry-run")).json).toMatchObject({
    task: { status: "running" },
    dry_run: true,
  });
  expect((await run("complete", ...CODER, "--dry-run")).json).toMatchObject({ code: "NO_CURRENT_TASK" });
  expect((await run("list", ...CODER)).json).toMatchObject({ current_task: null, pending_tasks: [{ id: "task-001" }] });
});

test("an agent without tasks reads as empty, and starting there is nothing to do", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  expect((await run("list", "--agent", "nobody")).json).toMatchObject({
    agent_id: "nobody",
    current_task: null,
    pending_tasks: [],
    created_at: null,
  });
  expect(await run("start", "--agent", "nobody")).toMatchObject({ status: 3, json: { code: "QUEUE_EMPTY" } });
  expect(await run("complete", "--agent", "nobody")).toMatchObject({ status: 4, json: { code: "AGENT_NOT_FOUND" } });
});

test("only create makes a root", async () => {
  const { root, run } = commandLine();
  for (const args of [
    ["list", ...CODER],
    ["start", ...CODER],
    ["complete", ...CODER],
    ["get", "--task-id", "task-001"],
  ]) {
    expect(await run(...args)).toMatchObject({ status: 1, json: { code: "IO_ERROR", path: root, reason: "ENOENT" } });
  }
  expect(existsSync(root)).toBe(false);
});

test("an operator is named in the task and in the journal", async () => {
  const { run } = commandLine();
  const { json } = await run("create", ...CODER, "--name", "x", "--operator", "anna");
  expect(json).toMatchObject({ task: { created_by: "anna" } });
});

test("a report is never too large to end a task: its end is kept, and that is said", async () => {
  const { run } = commandLine({ input: `${"x".repeat(70_000)}the end\n` });
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  const { status, json } = await run("fail", ...CODER, "--error", "-");
  expect(status).toBe(0);
  expect(json["warnings"]).toEqual(["The text was longer than 64 KiB; only its end was kept."]);
  const { json: found } = await run("get", "--task-id", "task-001");
  expect(found).toMatchObject({ task: { error_message: expect.stringMatching(/^x{65529}the end$/) } });
});
