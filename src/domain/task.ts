import * as z from "zod";
import { TASK_ID } from "./task-id.ts";
import { TASK_STATUSES } from "./task-words.ts";
import { isTimestamp } from "./timestamp.ts";

export const Timestamp = z.string().refine(isTimestamp).meta({ format: "date-time" });

export const TaskStatus = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** An attempt at a task that did not bring it to its end. */
export const Attempt = z.looseObject({
  started_at: Timestamp.nullish().describe("it was tried again after a failure: each failed attempt"),
  ended_at: Timestamp.nullish().describe("likewise"),
  outcome: z.string().describe("likewise: `failed`"),
  error_message: z.string().nullish().describe("likewise"),
});
export type Attempt = Readonly<z.infer<typeof Attempt>>;

/**
 * A task, as it is stored and printed; each description says when a field is there, and what it holds.
 * Unknown fields belong to others and are kept.
 *
 * Fields that the original tool may have left out or set to null may be so here.
 */
export const Task = z.looseObject({
  id: z.string().regex(TASK_ID).describe("always: `task-001`"),
  name: z.string().describe("always"),
  description: z.string().nullish().describe("always"),
  status: TaskStatus.describe(`always: ${TASK_STATUSES.map((status) => `\`${status}\``).join(", ")}`),
  priority: z.number().describe("always: 1 to 10, higher is more urgent"),
  assigned_at: Timestamp.describe(
    "always: when it joined its queue; a retry joins anew. Of equals the earlier is first",
  ),
  created_at: Timestamp.nullish().describe("always"),
  started_at: Timestamp.nullish().describe("it was started"),
  completed_at: Timestamp.nullish().describe("it is completed"),
  failed_at: Timestamp.nullish().describe("it has failed"),
  cancelled_at: Timestamp.nullish().describe("it is cancelled"),
  agent_id: z.string().describe("always"),
  former_id: z.string().nullish().describe("another task had the same id, so a repair gave it this one: its id before"),
  error_message: z.string().nullish().describe("it has failed"),
  retry_count: z.number().nullish().describe("it has failed: how often"),
  attempts: z
    .array(Attempt)
    .readonly()
    .nullish()
    .describe("it was tried again: what the failed attempts left, oldest first"),
  result: z.string().nullish().describe("it was completed with a result"),
  cancel_reason: z.string().nullish().describe("it was cancelled with a reason"),
  key: z.string().nullish().describe("it was created with a key: unique among the open tasks of its agent"),
  created_by: z.string().nullish().describe("an operator created it"),
  metadata: z.unknown().optional().describe("it was created with metadata: an object, but for tasks of other programs"),
});
export type Task = Readonly<z.infer<typeof Task>>;
