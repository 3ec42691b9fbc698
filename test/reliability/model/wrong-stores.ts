import type { Located } from "../../../src/domain/agent-list.ts";
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

/** A store whose changes are told something else than the truth. */
function withOtherFacts(store: TaskStore, otherwise: (facts: Facts) => Facts): TaskStore {
  return {
    ...store,
    update: (need, change, options) => store.update(need, (facts) => change(otherwise(facts)), options),
  };
}
