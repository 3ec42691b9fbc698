import * as z from "zod";
import { TASK_ID } from "./task-id.ts";
import { TASK_STATUSES } from "./task-words.ts";
import { isTimestamp } from "./timestamp.ts";

export const Timestamp = z.string().refine(isTimestamp);

export const TaskStatus = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** An attempt at a task that did not bring it to its end. */
export const Attempt = z.looseObject({
  started_at: Timestamp.nullish(),
  ended_at: Timestamp.nullish(),
  outcome: z.string(),
  error_message: z.string().nullish(),
});
export type Attempt = Readonly<z.infer<typeof Attempt>>;

/**
 * A task, as it is stored and printed. Unknown fields belong to others and are kept.
 *
 * `assigned_at` is when it joined its queue: among equal priorities the earlier one is first.
 * Fields that the original tool may have left out or set to null may be so here.
 */
export const Task = z.looseObject({
  id: z.string().regex(TASK_ID),
  name: z.string(),
  description: z.string().nullish(),
  status: TaskStatus,
  /** 1 to 10, higher is more urgent. */
  priority: z.number(),
  assigned_at: Timestamp,
  created_at: Timestamp.nullish(),
  started_at: Timestamp.nullish(),
  completed_at: Timestamp.nullish(),
  failed_at: Timestamp.nullish(),
  cancelled_at: Timestamp.nullish(),
  agent_id: z.string(),
  error_message: z.string().nullish(),
  /** How often the task has failed. */
  retry_count: z.number().nullish(),
  /** What the attempts that failed before a retry left behind, oldest first. */
  attempts: z.array(Attempt).readonly().nullish(),
  result: z.string().nullish(),
  /** Why it was cancelled. */
  cancel_reason: z.string().nullish(),
  /** The caller's own name for the task, unique among the open tasks of its agent. */
  key: z.string().nullish(),
  created_by: z.string().nullish(),
});
export type Task = Readonly<z.infer<typeof Task>>;
