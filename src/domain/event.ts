import * as z from "zod";
import { isFolderName } from "./agent-id.ts";
import type { Labels } from "./labels.ts";
import { TASK_ACTIONS } from "./task-words.ts";
import { TASK_ID } from "./task-id.ts";
import { Note, Task, TaskStatus, Timestamp } from "./task.ts";

export const TaskAction = z.enum(TASK_ACTIONS);
export type TaskAction = z.infer<typeof TaskAction>;

/**
 * One change of a task's state: a line of the journal.
 *
 * A creation and a retry carry the whole task, other events the fields that they set (`changes`), so that
 * the events of a list, in order, rebuild it.
 * `adopted` says that the original tool left a task in this state; it carries the task if its list holds it,
 * and otherwise the archive does.
 * `move` says that a task went to another queue: once in the events of the one, with `moved_to`, and once in those of the
 * other, with the task. `hold` and `release` without a task are about the whole queue, and say so in `list`.
 * `moved` says that a record (`task`) left its place in a repair: the task goes on as `moved_to`. `lost` says that of a
 * finished task nothing is left but that it ended.
 * An event of a task that has labels carries them (`tags`, `group`, `parent_id`).
 * An event that ends a task also says what is asked of finished tasks without opening each:
 * priority, assigned_at and started_at. One that brings a task back says which ends are none any more (`reopens`).
 */
export const TaskEvent = z
  .looseObject({
    /** Rises over the whole root. A seq that was read before is the same event, written again by a recovery. */
    seq: z.int().min(1),
    at: Timestamp,
    agent_id: z.string().refine(isFolderName),
    /** Null where a whole queue is held or released; then there is no status either. */
    task_id: z.string().regex(TASK_ID).nullable(),
    action: TaskAction,
    old_status: TaskStatus.nullable(),
    new_status: TaskStatus.nullable(),
    operator: z.string(),
    /** The revision of the agent's list that this change made. */
    revision: z.int().min(1),
    agent_name: z.string().optional(),
    task: Task.optional(),
    changes: z.record(z.string(), z.unknown()).optional(),
    /** What is added to the task's notes. */
    note: Note.optional(),
    moved_to: z.object({ agent_id: z.string(), task_id: z.string() }).readonly().optional(),
    /** When the task had ended, before this event made it open again. */
    reopens: z.array(Timestamp).readonly().optional(),
    priority: z.number().optional(),
    assigned_at: Timestamp.optional(),
    started_at: Timestamp.nullish(),
    /** An archive copy of an attempt before a retry: the task itself is told of elsewhere. */
    superseded: z.literal(true).optional(),
    /** Only the archive has the task, and no list ever counted it. */
    archived_only: z.literal(true).optional(),
    /** What else an adopted list says of itself: its name, its times, fields that we do not know. */
    list: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ task_id, new_status, action }) => {
    if (task_id === null) return new_status === null && (action === "hold" || action === "release");
    return new_status !== null;
  });
export type TaskEvent = Readonly<z.infer<typeof TaskEvent>>;

/** An event before its commit, which adds the rest. */
export interface EventDraft extends Labels {
  readonly at: string;
  readonly agent_id: string;
  /** Null: the whole queue was held or released, and there is no status. */
  readonly task_id: string | null;
  readonly action: TaskAction;
  readonly old_status: TaskStatus | null;
  readonly new_status: TaskStatus | null;
  /** The agent's display name, where this event sets it. */
  readonly agent_name?: string;
  readonly task?: Task;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly note?: Note;
  readonly reopens?: readonly string[];
  readonly moved_to?: { readonly agent_id: string; readonly task_id: string };
  /** An archive copy of an attempt before a retry: the task itself is told of elsewhere. */
  readonly superseded?: true;
  /** What else an adopted list says of itself: its name, its times, fields that we do not know. */
  readonly list?: Readonly<Record<string, unknown>>;
  /** Only the archive has the task, and no list ever counted it. */
  readonly archived_only?: true;
  readonly priority?: number;
  readonly assigned_at?: string;
  readonly started_at?: string | null;
}
