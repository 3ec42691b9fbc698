import type { Located } from "../../../src/domain/agent-list.ts";
import type { Ends } from "../../../src/domain/dependencies.ts";
import type { EndStatus } from "../../../src/domain/ending.ts";
import type { Task } from "../../../src/domain/task.ts";
import { type Clock, timestamp } from "../../../src/store/clock.ts";
import { memoryStore } from "../../../src/store/memory.ts";
import type { Facts, TaskStore } from "../../../src/store/store.ts";

/** Stores with a fault each, that the model has to find. */
export const WRONG_STORES: Readonly<Record<string, (clock: Clock) => TaskStore>> = {
  "lets a clock that goes back reorder the queue": (clock) =>
    withOtherFacts(memoryStore({ clock }), (facts) => ({ ...facts, now: timestamp(clock()) })),

  "starts the last one of equal tasks": (clock) =>
    withOtherFacts(memoryStore({ clock }), (facts) => {
      const lists = [...facts.lists.values()].map((list) => ({
        ...list,
        pending_tasks: list.pending_tasks.toReversed(),
      }));
      return { ...facts, lists: new Map(lists.map((list) => [list.agent_id, list])) };
    }),

  "takes a failed dependency for a completed one": (clock) =>
    withOtherEnds(memoryStore({ clock }), (end) => (end === "failed" ? "completed" : end)),

  "does not know that a cancelled dependency has ended": (clock) =>
    withOtherEnds(memoryStore({ clock }), (end) => (end === "cancelled" ? undefined : end)),

  "forgets ends that are older than a month": (clock) => {
    const seen = new Map<string, number>();
    return withOtherEnds(memoryStore({ clock }), (end, id) => {
      const since = seen.get(id) ?? clock().getTime();
      seen.set(id, since);
      return clock().getTime() - since > MONTH_MS ? undefined : end;
    });
  },

  "takes any dependency for all of them": (clock) =>
    withOtherTasks(memoryStore({ clock }), (task) => ({ ...task, depends_mode: null })),

  "lets everything run though what it depends on has failed": (clock) =>
    withOtherTasks(memoryStore({ clock }), (task) => ({ ...task, on_dependency_failure: "run" })),

  "starts what waits without a look at what it depends on": (clock) =>
    withOtherTasks(memoryStore({ clock }), (task) => ({ ...task, depends_on: null })),

  "starts a task before its time": (clock) =>
    withOtherTasks(memoryStore({ clock }), (task) => ({ ...task, not_before: null })),

  "cancels nothing with what failed": (clock) =>
    withOtherFacts(memoryStore({ clock }), (facts) => ({
      ...facts,
      dependents: new Map([...facts.dependents.keys()].map((id) => [id, []])),
    })),

  "cancels with what failed in the first queue only": (clock) =>
    withOtherFacts(memoryStore({ clock }), (facts) => ({
      ...facts,
      dependents: new Map([...facts.dependents].map(([id, agents]) => [id, agents.slice(0, 1)])),
    })),

  "looks no farther than one step for a task that would wait for itself": (clock) =>
    withOtherFacts(memoryStore({ clock }), (facts) => ({
      ...facts,
      tasks: new Map([...facts.tasks].map(([id, places]) => [id, places.map(withoutLinks)])),
    })),

  "keeps the archive copy of a task that is tried again": (clock) => {
    const store = memoryStore({ clock });
    const copies = new Map<string, Located>();
    return {
      ...store,
      update: async (need, change, options) => {
        const committed = await store.update(need, change, options);
        for (const place of (await store.tasks({ isEnded: true })).tasks) copies.set(place.task.id, place);
        return committed;
      },
      tasks: async (query) => {
        const { total, tasks } = await store.tasks(query);
        const excess = [...copies.values()].filter(({ task: { id } }) => !tasks.some(({ task }) => task.id === id));
        return { total: total + excess.length, missing: 0, tasks: [...tasks, ...excess] };
      },
    };
  },
};

const MONTH_MS = 31 * 24 * 3_600_000;

function withoutLinks(place: Located): Located {
  const { depends_on: _, ...task } = place.task;
  return { ...place, task: task };
}

/** A store that says otherwise how tasks have ended. */
function withOtherEnds(store: TaskStore, otherwise: (end: EndStatus, id: string) => EndStatus | undefined): TaskStore {
  const get = (ended: Ends, id: string) => {
    const end = ended.get(id);
    return end && otherwise(end, id);
  };
  return withOtherFacts(store, (facts) => ({
    ...facts,
    ended: { has: (id) => get(facts.ended, id) !== undefined, get: (id) => get(facts.ended, id) },
  }));
}

/** A store whose waiting tasks are others for whoever changes something. */
function withOtherTasks(store: TaskStore, otherwise: (task: Task) => Task): TaskStore {
  return withOtherFacts(store, (facts) => ({
    ...facts,
    lists: new Map(
      [...facts.lists].map(([agent, list]) => [agent, { ...list, pending_tasks: list.pending_tasks.map(otherwise) }]),
    ),
  }));
}

/** A store whose changes are told something else than the truth. */
function withOtherFacts(store: TaskStore, otherwise: (facts: Facts) => Facts): TaskStore {
  return {
    ...store,
    update: (need, change, options) => store.update(need, (facts) => change(otherwise(facts)), options),
  };
}
