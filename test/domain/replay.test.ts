import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { endedAt } from "../../src/domain/ending.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { newList } from "../../src/domain/new-list.ts";
import { replay } from "../../src/domain/replay.ts";
import type { Task } from "../../src/domain/task.ts";
import { retryTask } from "../../src/domain/come-back.ts";
import type { Step } from "../../src/domain/step.ts";
import { cancelTask, completeTask, failTask, startTask } from "../../src/domain/transitions.ts";
import { stampCommit } from "../../src/store/commit.ts";
import { aTask, createTask, NOW, at } from "../helpers/builders.ts";

/** What can be done with a list, and with a task that has failed some time: each may be refused. */
const STEPS: Readonly<Record<string, (list: AgentList, failed: Task, now: string) => Step>> = {
  create: (list, _, now) =>
    createTask(list, `task-${list.revision}`, { name: now, description: "", priority: list.revision % 3 }, now),
  start: (list, _, now) => startTask(list, {}, at(now)),
  complete: (list, _, now) => completeTask(list, "done", now),
  fail: (list, _, now) => failTask(list, { error_message: "no" }, at(now)),
  cancel: (list, _, now) => cancelTask(list, list.pending_tasks[0], undefined, now),
  retry: (list, failed, now) => retryTask(list, failed, now),
};

const steps = fc.array(fc.constantFrom("create", "create", "start", "complete", "fail", "cancel", "retry"), {
  maxLength: 60,
});

test("the events of a list tell the whole list again", () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 3 }), (names, keepFinished) => {
      const { list, events } = run(names, keepFinished);
      const told = replay(events, { keepFinished }).get("coder");
      expect(told?.list ?? newList("coder", NOW)).toEqual({ ...list, outbox: { events: [] } });
    }),
    { numRuns: 300 },
  );
});

test("the ends that nothing has taken back are known, each with its task where it is wanted", () => {
  const { events } = run(["create", "start", "fail", "retry", "start", "complete", "create", "start", "fail"], 0);
  const { ends } = replay(events, { keepFinished: 0, isWanted: () => true }).get("coder")!;
  expect([...ends.values()].map(({ task }) => [task?.status, task?.attempts?.length])).toEqual([
    ["completed", 1],
    ["failed", undefined],
  ]);
});

test("a change of a task that the events never brought in is passed over", () => {
  const [first, , start] = run(["create", "create", "start"], 20).events;
  const { list } = replay([first!, start!], { keepFinished: 20 }).get("coder")!;
  expect(list.pending_tasks.map(({ id }) => id)).toEqual(["task-0"]);
  expect(list.current_task).toBeNull();
});

function run(names: readonly string[], keepFinished: number): { list: AgentList; events: readonly TaskEvent[] } {
  let list: AgentList | undefined;
  const failed: Task[] = [];
  const events: TaskEvent[] = [];
  for (const [position, name] of names.entries()) {
    const now = new Date(Date.parse(NOW) + position * 1000).toISOString();
    try {
      const step = STEPS[name]!(list ?? newList("coder", now), failed.at(-1) ?? aTask(), now);
      const stamp = { now, lastSeq: events.length, revisionOf: () => 0, operator: undefined, keepFinished };
      [list] = stampCommit([step.list], [step.event], stamp);
      events.push(...(list!.outbox.events as readonly TaskEvent[]));
      if (name === "retry") failed.pop();
      if (step.task.status === "failed" && endedAt(step.task)) failed.push(step.task);
    } catch {
      // refused: as if it had not been asked for
    }
  }
  return { list: list ?? newList("coder", NOW), events };
}
