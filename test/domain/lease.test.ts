import { expect, test } from "vitest";
import { expireTask } from "../../src/domain/come-back.ts";
import { nextOf } from "../../src/domain/next-task.ts";
import { completeTask, startTask } from "../../src/domain/transitions.ts";
import { noteTask, renewTask } from "../../src/domain/work.ts";
import { aList, aTask, at, NOW } from "../helpers/builders.ts";

const AFTER_9_S = "2026-04-10T10:00:09.000+08:00";
const AFTER_10_S = "2026-04-10T10:00:10.000+08:00";
const leasedTask = aTask({ lease_ms: 10_000 });
const started = () => startTask(aList({ pending_tasks: [leasedTask] }), {}, at(NOW)).list;

test("a start begins the lease: of the task, else the default one, else none", () => {
  expect(started().current_task).toMatchObject({ lease_expires_at: AFTER_10_S });
  const plain = startTask(aList({ pending_tasks: [aTask()] }), {}, at(NOW)).task;
  expect(Object.keys(plain).filter((field) => field.startsWith("lease"))).toEqual([]);
  const byDefault = startTask(aList({ pending_tasks: [aTask()] }), { lease_ms: 10_000 }, at(NOW)).task;
  expect(byDefault).toMatchObject({ lease_ms: 10_000, lease_expires_at: AFTER_10_S });
});

test("a lease has run out when its end has come, not before", () => {
  expect(expireTask(started(), at(AFTER_9_S))).toBeUndefined();
  expect(expireTask(started(), at(AFTER_10_S))?.task).toMatchObject({ status: "pending" });
});

test("a lease is judged by what the clock says, not by the time of the queue, which assignments can put into the future", () => {
  expect(expireTask(started(), { now: "2027-01-01T00:00:00.000+08:00", clock: AFTER_9_S })).toBeUndefined();
});

test("a note and a renewal begin it anew", () => {
  const list = started();
  const note = noteTask(list, list.current_task!, { message: "still here" }, at(AFTER_9_S));
  expect(note?.task.lease_expires_at).toBe("2026-04-10T10:00:19.000+08:00");
  expect(renewTask(list, list.current_task!, at(AFTER_9_S))?.task.lease_expires_at).toBe(note?.task.lease_expires_at);
});

test("a task without a lease has none to be renewed", () => {
  const task = aTask({ status: "running" });
  expect(renewTask(aList({ current_task: task }), task, at(NOW))).toBeUndefined();
});

test("a task whose lease ran out waits in its old place, before one that came later", () => {
  const later = aTask({ id: "task-002", assigned_at: AFTER_9_S });
  const { list } = expireTask({ ...started(), pending_tasks: [later] }, at(AFTER_10_S))!;
  expect(list.current_task).toBeNull();
  expect(nextOf(list, at(AFTER_10_S))?.id).toBe("task-001");
  expect(list.pending_tasks[0]?.attempts).toEqual([{ started_at: NOW, ended_at: AFTER_10_S, outcome: "expired" }]);
});

test.each([
  [undefined, 3],
  [1, 1],
  [2, 2],
])("with max_expiries %s it fails for good the %i. time", (max_expiries, times) => {
  let list = aList({ pending_tasks: [{ ...leasedTask, ...(max_expiries && { max_expiries }) }] });
  for (let time = 1; time <= times; time += 1) {
    const { list: running } = startTask(list, {}, at(NOW));
    list = expireTask(running, at(AFTER_10_S))!.list;
    expect(list.pending_tasks.length).toBe(time < times ? 1 : 0);
  }
  expect(list.failed_tasks).toMatchObject([{ status: "failed", failed_at: AFTER_10_S }]);
  expect(list.totals.failed).toBe(1);
});

test("what has ended has no lease", () => {
  expect(completeTask(started(), "done", AFTER_9_S).task.lease_expires_at).toBeNull();
});
