import type { RestoredList } from "../domain/import-journal.ts";
import type { Parcel } from "../domain/parcel.ts";
import { numberOfTaskId } from "../domain/task-id.ts";
import type { Changed } from "../store/store.ts";
import { countBy } from "./count-by-agent.ts";
import type { ImportPlan } from "./import-plan.ts";

/** A whole root comes into one where nothing is: with its journal, so that all is as it was there. */
export function planRestore(parcel: Parcel, restored: readonly RestoredList[]): Changed<ImportPlan> {
  const tasks = parcel.tasks.map(({ task }) => task);
  const lists = restored.map(({ list }) => list);
  return {
    lists,
    foreign: {
      journal: parcel.events,
      keys: parcel.keys,
      ...(parcel.purged && { purged: parcel.purged.text }),
      replaced: [],
      lastId: tasks.reduce((last, { id }) => Math.max(last, numberOfTaskId(id)), parcel.lastId),
    },
    result: {
      count: tasks.length,
      unchanged: 0,
      agents: countBy(tasks),
      agents_created: lists.map(({ agent_id }) => agent_id),
      renamed: [],
      skipped: [],
      replaced: [],
      waiting: [],
      restored: true,
    },
  };
}
