import fc from "fast-check";
import { expect, test } from "vitest";
import { attemptNumbered, attemptOf } from "../../src/domain/attempts.ts";
import { expireTask, restoreTask, retryTask } from "../../src/domain/come-back.ts";
import { moveTask } from "../../src/domain/care.ts";
import { refuseOver } from "../../src/domain/superseded.ts";
import type { Task } from "../../src/domain/task.ts";
import { cancelTask, failTask, startTask } from "../../src/domain/transitions.ts";
import { aList, aTask, at, NOW } from "../helpers/builders.ts";
import { refusal } from "../helpers/refusal.ts";

const LATER = "2026-04-10T12:00:00.000+08:00";

/** One attempt more at a pending task: it is started, and ends in some way that brings it back. */
const ENDS: Readonly<Record<string, (pending: Task) => Task>> = {
  "failed, and retried by hand": (task) =>
    retried(failTask(running(task), { error_message: "no", isFinal: true }, at(LATER)).task),
  "failed, with attempts left": (task) =>
    failTask(running({ ...task, max_attempts: 99 }), { error_message: "no" }, at(LATER)).task,
  "its lease ran out": (task) =>
    expireTask(running({ ...task, lease_ms: 10_000, max_expiries: 99 }), { now: LATER, clock: LATER })!.task,
  "it ran out for good, and was retried": (task) =>
    retried(expireTask(running({ ...task, lease_ms: 10_000, max_expiries: 1 }), at(LATER))!.task),
  "cancelled, and restored": (task) => {
    const { list, task: cancelled } = cancelTask(running(task), undefined, "why", LATER);
    return restoreTask(list, cancelled, LATER).task;
  },
  moved: (task) => {
    const list = running(task);
    return { ...moveTask(list, aList({ agent_id: "other" }), list.current_task!, LATER).task, agent_id: "coder" };
  },
};

function running(task: Task) {
  return startTask(aList({ pending_tasks: [task] }), { task }, at(NOW)).list;
}

function retried(failed: Task): Task {
  return retryTask(aList({ failed_tasks: [failed] }), failed, LATER).task;
}

test("however attempts end, each has its number, and the next has the next one", () => {
  const ends = fc.array(fc.constantFrom(...Object.keys(ENDS)), { maxLength: 8 });
  const before = fc.nat(3); // the original tool counted failures, and kept nothing of them
  fc.assert(
    fc.property(before, ends, (retry_count, names) => {
      let task = aTask(retry_count === 0 ? {} : { retry_count });
      for (const [index, name] of names.entries()) {
        const number = retry_count + index + 1;
        expect([name, attemptOf(task)]).toEqual([name, number]);
        expect(attemptOf(running(task).current_task!)).toBe(number);
        task = ENDS[name]!(task);
        expect(attemptNumbered(task, number)).toMatchObject({ ended_at: LATER });
        expect(task).not.toHaveProperty("started_at");
      }
      expect(attemptOf(task)).toBe(retry_count + names.length + 1);
    }),
  );
});

test("the number of a failed task is that of the attempt that failed", () => {
  const first = failTask(running(aTask()), { error_message: "no" }, at(LATER)).task;
  expect(attemptOf(first)).toBe(1);
  expect(attemptOf(failTask(running(retried(first)), { error_message: "no" }, at(LATER)).task)).toBe(2);
});

test("what an attempt noted goes with it", () => {
  const notes = [{ at: NOW, message: "half of it" }];
  const list = aList({
    current_task: aTask({ status: "running", started_at: NOW, max_attempts: 2, notes, progress: 50 }),
  });
  const { task } = failTask(list, { error_message: "no" }, at(LATER));
  expect(task.attempts).toEqual([{ started_at: NOW, ended_at: LATER, outcome: "failed", error_message: "no", notes }]);
  expect(task).not.toHaveProperty("notes");
  expect(task).not.toHaveProperty("progress");
});

test("who speaks for an attempt that is over is told what became of it", async () => {
  const task = ENDS["its lease ran out"]!(aTask());
  const second = running(task).current_task!;
  expect(await refusal(() => refuseOver(second, 1))).toEqual({
    code: "SUPERSEDED",
    facts: {
      agent_id: "coder",
      task_id: "task-001",
      attempt: 1,
      outcome: "expired",
      ended_at: LATER,
      task_status: "running",
      current_attempt: 2,
    },
  });
  expect(() => refuseOver(second, 2)).not.toThrow();
  expect(() => refuseOver(second, undefined)).not.toThrow();
});

test("an attempt that has not begun is no attempt", async () => {
  for (const [task, attempt, limit] of [
    [aTask(), 1, 0],
    [aTask({ status: "running" }), 0, 1],
    [aTask({ status: "running" }), 2, 1],
  ] as const) {
    const refused = await refusal(() => refuseOver(task, attempt));
    expect(refused).toMatchObject({ code: "INVALID_PARAMS", facts: { problem: "not_an_attempt", limit } });
  }
});
