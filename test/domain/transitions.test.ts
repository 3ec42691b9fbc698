import { expect, test } from "vitest";
import { LIMITS } from "../../src/domain/limits.ts";
import { retryTask } from "../../src/domain/come-back.ts";
import { cancelTask, completeTask, failTask, startTask } from "../../src/domain/transitions.ts";
import { aList, aTask, createTask, NOW, at } from "../helpers/builders.ts";
import { refusal } from "../helpers/refusal.ts";

const LATER = "2026-04-10T10:25:00.000+08:00";
const content = { name: "Fix the login", description: "", priority: 8 };

test("a created task waits in its place", () => {
  const list = aList({
    pending_tasks: [aTask({ id: "task-001", priority: 9 }), aTask({ id: "task-002", priority: 1 })],
  });
  const { list: after, task, event } = createTask(list, "task-003", content, NOW);
  expect(after.pending_tasks.map(({ id }) => id)).toEqual(["task-001", "task-003", "task-002"]);
  expect(task).toMatchObject({ status: "pending", assigned_at: NOW, created_at: NOW, agent_id: "coder" });
  expect(event).toMatchObject({ action: "create", old_status: null, new_status: "pending", task });
});

test("a queue takes ten thousand pending tasks, and no more", async () => {
  const pending_tasks = Array.from({ length: LIMITS.pendingTasks - 1 }, (_, n) => aTask({ id: `task-${n}` }));
  const { list } = createTask(aList({ pending_tasks }), "last", content, NOW);
  expect(list.pending_tasks).toHaveLength(10_000);
  expect(await refusal(() => createTask(list, "one-too-many", content, NOW))).toEqual({
    code: "QUEUE_FULL",
    facts: { agent_id: "coder", limit: 10_000 },
  });
});

test("starting takes the task out of the queue", () => {
  const { list, task, event } = startTask(aList({ pending_tasks: [aTask()] }), {}, at(NOW));
  expect(list.pending_tasks).toEqual([]);
  expect(list.current_task).toEqual(task);
  expect(task).toMatchObject({ status: "running", started_at: NOW });
  expect(event.changes).toEqual({ status: "running", started_at: NOW });
});

test("a named task starts before more urgent ones", () => {
  const [urgent, named] = [aTask({ id: "task-001", priority: 10 }), aTask({ id: "task-002", priority: 1 })];
  const { list } = startTask(aList({ pending_tasks: [urgent, named] }), { task: named }, at(NOW));
  expect(list.current_task?.id).toBe("task-002");
  expect(list.pending_tasks).toEqual([urgent]);
});

test("an agent runs one task at a time", async () => {
  const list = aList({ current_task: aTask({ status: "running" }), pending_tasks: [aTask({ id: "task-002" })] });
  expect(await refusal(() => startTask(list, {}, at(NOW)))).toEqual({
    code: "AGENT_BUSY",
    facts: { agent_id: "coder", current_task_id: "task-001" },
  });
});

test("a finished task cannot start", async () => {
  const done = aTask({ status: "completed" });
  expect(await refusal(() => startTask(aList({ completed_tasks: [done] }), { task: done }, at(NOW)))).toMatchObject({
    code: "INVALID_TRANSITION",
    facts: { task_status: "completed", wanted_status: "running" },
  });
});

test("completing counts the task and the time that it took", () => {
  const running = aTask({ status: "running", started_at: NOW });
  const { list, task, event } = completeTask(aList({ current_task: running }), "done", LATER);
  expect(list).toMatchObject({ current_task: null, completed_tasks: [task] });
  expect(list.totals).toMatchObject({ completed: 1, completion_ms: 25 * 60_000, timed_count: 1 });
  expect(task).toMatchObject({ status: "completed", completed_at: LATER, result: "done" });
  expect(event).toMatchObject({ priority: 5, assigned_at: NOW, started_at: NOW });
});

test("a task that seems to end before it began has no completion time", () => {
  const running = aTask({ status: "running", started_at: LATER });
  const { totals } = completeTask(aList({ current_task: running }), undefined, NOW).list;
  expect(totals).toMatchObject({ completed: 1, completion_ms: 0, timed_count: 0 });
});

test("failing keeps the reason and counts the failure", () => {
  const running = aTask({ status: "running", started_at: NOW, retry_count: 1 });
  const { list, task } = failTask(aList({ current_task: running }), { error_message: "no network" }, at(LATER));
  expect(task).toMatchObject({ status: "failed", failed_at: LATER, error_message: "no network", retry_count: 2 });
  expect(list).toMatchObject({ current_task: null, failed_tasks: [task], totals: { failed: 1, completed: 0 } });
});

test("without a current task there is nothing to end", async () => {
  const refused = { code: "NO_CURRENT_TASK", facts: { agent_id: "coder" } };
  expect(await refusal(() => completeTask(aList(), undefined, NOW))).toEqual(refused);
  expect(await refusal(() => failTask(aList(), { error_message: "no" }, at(NOW)))).toEqual(refused);
});

test("fields that nobody knows stay with the task and the list", () => {
  const list = aList({ x_color: "red", pending_tasks: [aTask({ x_reviewer: "bob" })] });
  const started = startTask(list, {}, at(NOW));
  const done = completeTask(started.list, undefined, LATER);
  expect(done.list["x_color"]).toBe("red");
  expect(done.task["x_reviewer"]).toBe("bob");
});

test("cancelling ends a running task, or one that waits", () => {
  const [running, waiting] = [aTask({ status: "running", started_at: NOW }), aTask({ id: "task-002" })];
  const list = aList({ current_task: running, pending_tasks: [waiting] });
  const one = cancelTask(list, running, "not needed", LATER);
  expect(one.list).toMatchObject({ current_task: null, totals: { cancelled: 1 } });
  expect(one.list.cancelled_tasks).toEqual([
    { ...running, status: "cancelled", cancelled_at: LATER, cancel_reason: "not needed" },
  ]);
  const both = cancelTask(one.list, waiting, undefined, LATER);
  expect(both.list.pending_tasks).toEqual([]);
  expect(both.list.cancelled_tasks.map(({ id }) => id)).toEqual(["task-001", "task-002"]);
  expect(both.event).toMatchObject({ action: "cancel", old_status: "pending", new_status: "cancelled", priority: 5 });
});

test("a task that has ended cannot be cancelled", async () => {
  const done = aTask({ status: "completed", completed_at: NOW });
  const refused = await refusal(() => cancelTask(aList({ completed_tasks: [done] }), done, undefined, LATER));
  expect(refused).toMatchObject({ code: "INVALID_TRANSITION", facts: { task_status: "completed" } });
});

test("a retried task joins the back of its priority, and keeps what its attempt left", () => {
  const failed = aTask({ status: "failed", started_at: NOW, failed_at: LATER, error_message: "no", retry_count: 1 });
  const totals = { ...aList().totals, failed: 1 };
  const list = aList({
    failed_tasks: [failed],
    pending_tasks: [aTask({ id: "task-002", assigned_at: LATER })],
    totals,
  });
  const { list: after, task, event } = retryTask(list, failed, LATER);
  expect(after.pending_tasks.map(({ id }) => id)).toEqual(["task-002", "task-001"]);
  expect(after).toMatchObject({ failed_tasks: [], totals: { failed: 0 } });
  expect(task).toEqual({
    ...aTask({ assigned_at: LATER, retry_count: 1 }),
    attempts: [{ started_at: NOW, ended_at: LATER, outcome: "failed", error_message: "no" }],
  });
  expect(event).toMatchObject({ action: "retry", reopens: [LATER], task });
});

test("a retry from the archive is counted where it was counted", () => {
  const failed = aTask({ status: "failed", failed_at: NOW });
  const listed = aTask({ id: "task-002", status: "failed", failed_at: NOW });
  const totals = { ...aList().totals, failed: 1, archived_only: 1 };
  expect(retryTask(aList({ failed_tasks: [listed], totals }), failed, LATER).list.totals).toMatchObject({
    failed: 1,
    archived_only: 0,
  });
  expect(retryTask(aList({ totals }), failed, LATER).list.totals).toMatchObject({ failed: 0, archived_only: 1 });
});

test("only a failed task can be tried again", async () => {
  const refused = await refusal(() => retryTask(aList({ pending_tasks: [aTask()] }), aTask(), LATER));
  expect(refused).toMatchObject({ code: "INVALID_TRANSITION", facts: { wanted_status: "pending" } });
});
