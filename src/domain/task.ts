import * as z from "zod";
import { TASK_ID } from "./task-id.ts";
import { TASK_STATUSES } from "./task-words.ts";
import { isTimestamp } from "./timestamp.ts";

export const Timestamp = z.string().refine(isTimestamp).meta({ format: "date-time" });

export const TaskStatus = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof TaskStatus>;

const Count = z.int().min(0);

/** What somebody who works on a task has found worth keeping. */
export const Note = z.looseObject({
  at: Timestamp.describe("it has notes"),
  message: z.string().describe("likewise"),
  progress: Count.nullish().describe("likewise: 0 to 100, if the note says it"),
});
export type Note = Readonly<z.infer<typeof Note>>;

/** An attempt at a task that did not bring it to its end. */
export const Attempt = z.looseObject({
  started_at: Timestamp.nullish().describe("it was tried again: each attempt before"),
  ended_at: Timestamp.nullish().describe("likewise"),
  outcome: z
    .string()
    .describe("likewise: `failed`, `expired` (its lease), `moved` (to another agent), `cancelled` (and restored)"),
  error_message: z.string().nullish().describe("likewise, if it failed"),
  notes: z.array(Note).readonly().nullish().describe("likewise, if it left some: the newest 10"),
  notes_dropped: Count.nullish().describe("likewise, if there were more: how many"),
});
export type Attempt = Readonly<z.infer<typeof Attempt>>;

/** A field whose name others may have used before us: what it holds is looked at where it is used (see day-fields.ts). */
const theirs = (what: string) => z.unknown().optional().describe(what);

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
    .describe("it was tried again: what the attempts before left, oldest first"),
  result: z.string().nullish().describe("it was completed with a result"),
  cancel_reason: z.string().nullish().describe("it was cancelled with a reason"),
  key: z.string().nullish().describe("it was created with a key: unique among the open tasks of its agent"),
  created_by: z.string().nullish().describe("an operator created it"),
  metadata: z.unknown().optional().describe("it was created with metadata: an object, but for tasks of other programs"),
  key_scope: theirs("`ever`: its key stays its own when it has ended"),
  not_before: theirs("it is not to be started before: a time"),
  due_at: theirs("it should have ended by then: a time"),
  hold: theirs("it is on hold: `at`, `reason` and `by` of that; null when it was"),
  max_attempts: theirs("a failure puts it back until it was tried so often"),
  retry_delay_ms: theirs("it then waits for so many milliseconds"),
  backoff: theirs("`exponential`: twice as long after each failure; or `fixed`"),
  retry_at: theirs("it waits for its next attempt: until then"),
  lease_ms: theirs("it has a lease, of so many milliseconds"),
  lease_expires_at: theirs("it is running on a lease: when that ends unless it is renewed"),
  max_expiries: theirs("it fails for good when its lease has run out so often; 3 if left out"),
  progress: theirs("a note said how far it is: 0 to 100"),
  notes: theirs(
    "the running attempt, or the last, left notes (`at`, `message`, `progress`): the newest 50, oldest first",
  ),
  notes_dropped: theirs("there were more: how many; the journal has them"),
  depends_on: theirs("it depends on other tasks, of any agent: their ids"),
  depends_mode: theirs("likewise: `any` if one of them is enough; else `all`"),
  on_dependency_failure: theirs("likewise: `cancel` or `run`, if they fail; else it waits (`wait`)"),
  depends_since: theirs("likewise: the month from which on the archive is asked for their ends"),
  tags: theirs("it has tags: texts"),
  group: theirs("it belongs to a group: its name"),
  parent_id: theirs("it is a part of another task: its id"),
  children: theirs("it has parts: the ids of those tasks"),
});
export type Task = Readonly<z.infer<typeof Task>>;
