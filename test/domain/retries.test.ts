import { expect, test } from "vitest";
import { LIMITS } from "../../src/domain/limits.ts";
import { retryDelayMs } from "../../src/domain/retry-rule.ts";
import type { Task } from "../../src/domain/task.ts";
import { failTask, startTask } from "../../src/domain/transitions.ts";
import { aList, aTask, at, NOW } from "../helpers/builders.ts";

const no = { error_message: "no" };

function failOften(task: Task, times: number): Task {
  let current = task;
  for (let time = 0; time < times; time += 1) {
    const { list } = startTask(aList({ pending_tasks: [{ ...current, retry_at: null }] }), {}, at(NOW));
    current = failTask(list, no, at(NOW)).task;
  }
  return current;
}

test("a failure puts a task back until its attempts are used up", () => {
  const task = aTask({ max_attempts: 3 });
  expect(failOften(task, 2)).toMatchObject({ status: "pending", retry_count: 2 });
  expect(failOften(task, 3)).toMatchObject({ status: "failed", retry_count: 3, attempts: [{}, {}] });
});

test("one attempt is what a task has that says nothing", () => {
  expect(failOften(aTask(), 1)).toMatchObject({ status: "failed" });
});

test("a final failure uses up all attempts", () => {
  const list = aList({ current_task: aTask({ status: "running", max_attempts: 3 }) });
  expect(failTask(list, { ...no, isFinal: true }, at(NOW)).task.status).toBe("failed");
});

test("it waits for its delay, at the back of its priority", () => {
  const list = aList({ current_task: aTask({ status: "running", max_attempts: 2, retry_delay_ms: 300_000 }) });
  const later = "2026-04-10T11:00:00.000+08:00";
  expect(failTask(list, no, at(later)).task).toMatchObject({
    retry_at: "2026-04-10T11:05:00.000+08:00",
    assigned_at: later,
  });
});

test("a failure is never refused, however long the queue is", () => {
  const pending_tasks = Array.from({ length: LIMITS.pendingTasks }, (_, n) => aTask({ id: `task-${1000 + n}` }));
  const list = aList({ current_task: aTask({ status: "running", max_attempts: 2 }), pending_tasks });
  expect(failTask(list, no, at(NOW)).list.pending_tasks.length).toBe(LIMITS.pendingTasks + 1);
});

test.each([
  ["fixed", 1, 60_000],
  ["fixed", 5, 60_000],
  ["exponential", 1, 60_000],
  ["exponential", 4, 480_000],
  ["exponential", 99, 30 * 86_400_000],
] as const)("the %s delay after failure %i", (backoff, failures, ms) => {
  expect(retryDelayMs(aTask({ retry_delay_ms: 60_000, backoff }), failures)).toBe(ms);
});

test("a delay that is longer than any that grows stays as it is", () => {
  const delay = 60 * 86_400_000;
  expect(retryDelayMs(aTask({ retry_delay_ms: delay, backoff: "exponential" }), 3)).toBe(delay);
});
