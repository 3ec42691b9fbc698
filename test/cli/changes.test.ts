import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busyQueue } from "../helpers/busy-queue.ts";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

test("cancel ends a pending or running task, and can be repeated", async () => {
  const { run, root } = await busyQueue();
  const cancelled = await run("cancel", ...CODER, "--task-id", "task-004");
  expect(cancelled.json).toEqual({ status: "success", task_id: "task-004", message: "Task cancelled and archived." });
  const again = await run("cancel", ...CODER, "--task-id", "task-004");
  expect([again.status, again.json]).toEqual([
    0,
    {
      status: "success",
      task_id: "task-004",
      changed: false,
      message: "task-004 was cancelled already; nothing was changed.",
    },
  ]);
  const [month = ""] = readdirSync(join(root, "history"));
  expect(JSON.parse(readFileSync(join(root, "history", month, "task-003.json"), "utf8"))).toMatchObject({
    status: "cancelled",
    cancelled_at: expect.any(String),
    cancel_reason: "not needed",
  });
  const completed = await run("cancel", ...CODER, "--task-id", "task-001");
  expect([completed.status, completed.json["code"]]).toEqual([5, "INVALID_TRANSITION"]);
  expect((await run("cancel", ...CODER)).json).toMatchObject({ code: "INVALID_PARAMS", parameter: "task_id" });
});

test("retry brings a failed task back, with what its attempt left", async () => {
  const { run, root } = await busyQueue();
  const retried = await run("retry", ...CODER, "--task-id", "task-002");
  expect(retried.json).toEqual({
    status: "success",
    task_id: "task-002",
    message: "Task put back into the queue of coder.",
  });
  const { task } = (await run("get", "--task-id", "task-002")).json as { task: Record<string, unknown> };
  expect(task).toMatchObject({
    status: "pending",
    retry_count: 1,
    attempts: [
      { outcome: "failed", error_message: "no", started_at: expect.any(String), ended_at: expect.any(String) },
    ],
  });
  expect(Object.keys(task)).not.toEqual(expect.arrayContaining(["failed_at"]));
  const [month = ""] = readdirSync(join(root, "history"));
  expect(readdirSync(join(root, "history", month))).toEqual(["task-001.json", "task-003.json"]);
  expect((await run("retry", ...CODER, "--task-id", "task-002")).json).toMatchObject({
    code: "INVALID_TRANSITION",
    task_status: "pending",
  });
});

test.each(["complete", "fail", "cancel", "retry"])("%s of an agent without a list is AGENT_NOT_FOUND", async (name) => {
  const { run } = await busyQueue();
  const extra = name === "fail" ? ["--error", "no"] : [];
  const { status, json } = await run(name, "--agent", "nobody", "--task-id", "task-001", ...extra);
  expect([status, json["code"]]).toEqual([4, "AGENT_NOT_FOUND"]);
});

test("a task of another agent is not found, and its agent is named", async () => {
  const { run } = await busyQueue();
  await run("create", "--agent", "other", "--name", "x");
  for (const line of [["start"], ["complete"], ["fail", "--error", "no"], ["cancel"], ["retry"]]) {
    const [name = "", ...extra] = line;
    const { status, json } = await run(name, "--agent", "other", "--task-id", "task-002", ...extra);
    expect([name, status, json["code"], json["owner_agent_id"]]).toEqual([name, 4, "TASK_NOT_FOUND", "coder"]);
  }
});

test("a dry run of any change says what it would do, and changes nothing", async () => {
  const { run } = await busyQueue();
  const before = (await run("list", ...CODER)).stdout;
  for (const line of [
    ["cancel", ...CODER, "--task-id", "task-004"],
    ["retry", ...CODER, "--task-id", "task-002"],
    ["create", ...CODER, "--name", "x"],
    ["config", "set", "lang", "zh"],
  ]) {
    expect((await run(...line, "--dry-run")).json).toMatchObject({ status: "success", dry_run: true });
  }
  expect((await run("list", ...CODER)).stdout).toBe(before);
});

test("a task whose key another open task has taken over cannot be tried again", async () => {
  const { run } = commandLine();
  const create = ["create", ...CODER, "--name", "n", "--key", "k"];
  await run(...create);
  await run("start", ...CODER);
  await run("fail", ...CODER, "--error", "no");
  await run(...create);
  const { status, json } = await run("retry", ...CODER, "--task-id", "task-001");
  expect([status, json]).toMatchObject([5, { code: "KEY_CONFLICT", task_id: "task-002" }]);
  expect((await run(...create)).json).toMatchObject({ created: false, task_id: "task-002" });
});

test("a number in metadata that JSON cannot keep is refused", async () => {
  const { run } = commandLine();
  const { json } = await run("create", ...CODER, "--name", "x", "--metadata", '{"a":[1e999]}');
  expect(json).toMatchObject({ code: "INVALID_PARAMS", problem: "not_a_number" });
});
