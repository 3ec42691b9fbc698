import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { endedAt } from "../../src/domain/ending.ts";
import { TaskListError } from "../../src/domain/errors.ts";
import type { EventDraft, TaskEvent } from "../../src/domain/event.ts";
import { editTask, holdQueue, holdTask, moveTask, releaseQueue, releaseTask } from "../../src/domain/care.ts";
import { openTasks } from "../../src/domain/find-task.ts";
import type { Terms } from "../../src/domain/terms.ts";
import { noteTask } from "../../src/domain/work.ts";
import { newList } from "../../src/domain/new-list.ts";
import { replay } from "../../src/domain/replay.ts";
import type { Retold } from "../../src/domain/retold.ts";
import type { Task } from "../../src/domain/task.ts";
import { expireTask, restoreTask, retryTask } from "../../src/domain/come-back.ts";
import type { Step } from "../../src/domain/step.ts";
import { cancelTask, completeTask, failTask, startTask } from "../../src/domain/transitions.ts";
import { stampCommit } from "../../src/store/commit.ts";
import { aTask, createTask, NOW, at } from "../helpers/builders.ts";

interface Done {
  readonly list: AgentList;
  readonly event: EventDraft;
  readonly task?: Task;
}

/** What can be done with a list, and with tasks that have failed or were cancelled some time: each may be refused. */
const STEPS: Readonly<Record<string, (list: AgentList, ended: Ended, now: string) => Done | undefined>> = {
  create: (list, _, now) => created(list, now, {}),
  createLeased: (list, _, now) => created(list, now, { lease_ms: 10_000, max_expiries: 2, max_attempts: 3 }),
  start: (list, _, now) => startTask(list, {}, at(now)),
  complete: (list, _, now) => completeTask(list, "done", now),
  fail: (list, _, now) => failTask(list, { error_message: "no" }, at(now)),
  cancel: (list, _, now) => cancelTask(list, list.pending_tasks[0], undefined, now),
  retry: (list, { failed }, now) => retryTask(list, failed, now),
  restore: (list, { cancelled }, now) => restoreTask(list, cancelled, now),
  expire: (list, _, now) => expireTask(list, { now, clock: "2099-01-01T00:00:00.000+00:00" }),
  note: (list, _, now) => noteTask(list, list.current_task!, { message: now, progress: 5 }, at(now)),
  edit: (list, _, now) => editTask(list, list.pending_tasks[0]!, { priority: 1, description: now }, now),
  describe: (list, _, now) => editTask(list, list.pending_tasks[0]!, { description: now }, now),
  hold: (list, _, now) => holdTask(list, list.pending_tasks[0]!, { at: now }),
  release: (list, _, now) => releaseTask(list, list.pending_tasks[0]!, now),
  holdQueue: (list, _, now) => holdQueue(list, { at: now, reason: "freeze" }),
  releaseQueue: (list, _, now) => releaseQueue(list, now),
  moveAway: (list, _, now) => {
    const { lists, events } = moveTask(list, newList("other", now), openTasks(list)[0]!, now);
    return { list: lists[0], event: events[0]! };
  },
};

interface Ended {
  readonly failed: Task;
  readonly cancelled: Task;
}

function created(list: AgentList, now: string, terms: Terms): Step {
  const content = { name: now, description: "", priority: list.revision % 3, terms };
  return createTask(list, `task-${list.revision}`, content, now);
}

const OFTEN = ["create", "create", "createLeased", "start", "start", "fail", "retry"];
const steps = fc.array(fc.constantFrom(...OFTEN, ...Object.keys(STEPS)), { maxLength: 60 });

test("the events of a list tell the whole list again", () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 3 }), (names, keepFinished) => {
      const { list, events } = run(names, keepFinished);
      const told = replay(events, { keepFinished }).get("coder");
      expect(told?.list ?? newList("coder", NOW)).toEqual({ ...list, outbox: { events: [] } });
    }),
    { numRuns: 500 },
  );
});

test("events that are told in two parts, the second from where the first ended, tell the same", () => {
  fc.assert(
    fc.property(steps, fc.nat(60), fc.integer({ min: 0, max: 3 }), (names, cut, keepFinished) => {
      const { events } = run(names, keepFinished);
      const [first, second] = [events.slice(0, cut), events.slice(cut)];
      // What is kept of it meanwhile is JSON.
      const told = new Map([...replay(first, { keepFinished })].map(([id, retold]) => [id, stored(retold)]));
      expect(replay(second, { keepFinished }, { told, purged: new Map() })).toEqual(replay(events, { keepFinished }));
    }),
    { numRuns: 500 },
  );
});

function stored(retold: Retold): Retold {
  return { ...retold, list: JSON.parse(JSON.stringify(retold.list)) as AgentList };
}

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
  const cancelled: Task[] = [];
  const events: TaskEvent[] = [];
  for (const [position, name] of names.entries()) {
    // Some come at one moment: a batch does, and so does what a clock that went back brings.
    const now = new Date(Date.parse(NOW) + Math.floor(position / 4) * 1000).toISOString().replace("Z", "+00:00");
    try {
      const ended = { failed: failed.at(-1) ?? aTask(), cancelled: cancelled.at(-1) ?? aTask() };
      const step = STEPS[name]!(list ?? newList("coder", now), ended, now);
      if (!step) continue;
      const stamp = { now, lastSeq: events.length, revisionOf: () => 0, operator: undefined, keepFinished };
      [list] = stampCommit([step.list], [step.event], stamp);
      events.push(...(list!.outbox.events as readonly TaskEvent[]));
      if (name === "retry") failed.pop();
      if (name === "restore") cancelled.pop();
      if (step.task?.status === "failed" && endedAt(step.task)) failed.push(step.task);
      if (step.task?.status === "cancelled") cancelled.push(step.task);
    } catch (error) {
      if (!(error instanceof TaskListError || error instanceof TypeError)) throw error; // refused, or there was no such task
    }
  }
  return { list: list ?? newList("coder", NOW), events };
}
