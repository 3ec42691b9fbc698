import * as z from "zod";
import { isFolderName } from "./agent-id.ts";
import { TaskEvent } from "./event.ts";
import { SCHEMA_VERSIONS } from "./schema-version.ts";
import { Task, Timestamp } from "./task.ts";

const Count = z.int().min(0);
const Tasks = z.array(Task).readonly();

/** How many tasks of an agent have ended, those included that its list no longer holds. */
export const Totals = z.looseObject({
  completed: Count,
  failed: Count,
  cancelled: Count,
  /** Milliseconds from start to completion, summed over `timed_count` completed tasks; where time went back, a task is left out. */
  completion_ms: z.number().min(0),
  timed_count: Count,
  /** Finished tasks that stood in the archive, and in no list, when the root was adopted from the original tool; not counted above. */
  archived_only: Count.optional(),
});
export type Totals = Readonly<z.infer<typeof Totals>>;

const fieldsOfTheOriginal = {
  agent_id: z.string().refine(isFolderName),
  agent_name: z.string().nullish(),
  current_task: Task.nullish(),
  pending_tasks: Tasks,
  completed_tasks: Tasks,
  failed_tasks: Tasks,
  created_at: Timestamp.nullish(),
  updated_at: Timestamp.nullish(),
};

/** A list that the original tool wrote: it lacks our fields, and those that we do not know are kept. */
export const OriginalList = z.looseObject({
  schema_version: z.undefined().optional(),
  ...fieldsOfTheOriginal,
  cancelled_tasks: Tasks.optional(),
});
export type OriginalList = Readonly<z.infer<typeof OriginalList>>;

const events = z.array(TaskEvent).readonly();
const fields = {
  schema_version: z.literal(SCHEMA_VERSIONS),
  /** The version of this program that understands it, if not every one does. */
  needs_version: z.string().optional(),
  /** Rises with every change of the list. */
  revision: Count,
  ...fieldsOfTheOriginal,
  cancelled_tasks: Tasks,
  totals: Totals,
  /** The whole queue is on hold, if this is a `Hold`; null when it was. */
  hold: z.unknown().optional(),
  /**
   * Those of the tasks on which its pending ones depend that are completed, as far as that was known at the last change: so
   * that nobody looks for them again. Without it nothing is wrong, and all is looked for.
   */
  done_dependencies: z.unknown().optional(),
};

/**
 * The queue of one agent: the truth about its tasks.
 *
 * `completed_tasks`, `failed_tasks` and `cancelled_tasks` hold the newest that ended, in the order
 * in which they ended; `totals` count them all. `outbox` is the last change once more: what it owes
 * to the archive, the journal and the index, keys that tasks have for ever and of which no event tells, what was
 * purged where imported tasks come from, and the new content
 * of the other lists that it touched.
 */
export const AgentList = z.looseObject({
  ...fields,
  outbox: z.looseObject({
    events,
    keys: z
      .array(z.object({ agent_id: z.string(), key: z.string(), task_id: z.string() }))
      .readonly()
      .optional(),
    purged: z.string().optional(),
    lists: z
      .array(z.looseObject({ ...fields, outbox: z.looseObject({ events }) }))
      .readonly()
      .optional(),
  }),
});
export type AgentList = Readonly<z.infer<typeof AgentList>>;

/** Where a task is. `history` is the archive: the task is no longer in its agent's list. */
export type Location =
  "current_task" | "pending_tasks" | "completed_tasks" | "failed_tasks" | "cancelled_tasks" | "history";

export interface Located {
  readonly task: Task;
  readonly agent_id: string;
  readonly location: Location;
}
