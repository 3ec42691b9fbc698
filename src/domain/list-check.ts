import type { AgentList, OriginalList, Totals } from "./agent-list.ts";
import { isFolderName } from "./agent-id.ts";
import type { TaskEvent } from "./event.ts";
import { isSchemaVersion } from "./schema-version.ts";
import type { Note, Task } from "./task.ts";
import { TASK_ID } from "./task-id.ts";
import { TASK_ACTIONS, TASK_STATUSES } from "./task-words.ts";
import { isTimestamp } from "./timestamp.ts";

// The schemas of agent-list.ts, written out by hand: loading a schema library costs more than all the
// rest of a command. test/domain/list-check.test.ts holds the two to the same verdict.

type Fields = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const STATUSES = new Set<unknown>(TASK_STATUSES);
const ACTIONS = new Set<unknown>(TASK_ACTIONS);

/** Whether a parsed file is a list of this program's version. Says the same as the schema `AgentList`. */
export function isAgentList(value: unknown): value is AgentList {
  return isOwnList(value) && isFields(value["outbox"]) && areOwed(value["outbox"]);
}

/** Whether a parsed file is a list of the original tool. Says the same as the schema `OriginalList`. */
export function isOriginalList(value: unknown): value is OriginalList {
  return (
    isFields(value) &&
    value["schema_version"] === undefined &&
    hasListFields(value) &&
    areTasksIfAny(value["cancelled_tasks"])
  );
}

function areOwed({ lists, keys, purged }: Fields): boolean {
  return areListsIfAny(lists) && areKeysIfAny(keys) && isStringIfAny(purged);
}

function isOwnList(value: unknown): value is Fields {
  return (
    isFields(value) &&
    isSchemaVersion(value["schema_version"]) &&
    isStringIfAny(value["needs_version"]) &&
    isCount(value["revision"]) &&
    hasListFields(value) &&
    isTasks(value["cancelled_tasks"]) &&
    isTotals(value["totals"]) &&
    isFields(value["outbox"]) &&
    isEvents(value["outbox"]["events"])
  );
}

function hasListFields(list: Fields): boolean {
  return (
    isString(list["agent_id"]) &&
    isFolderName(list["agent_id"]) &&
    isStringOrNothing(list["agent_name"]) &&
    isTaskOrNothing(list["current_task"]) &&
    isTasks(list["pending_tasks"]) &&
    isTasks(list["completed_tasks"]) &&
    isTasks(list["failed_tasks"]) &&
    isStampOrNothing(list["created_at"]) &&
    isStampOrNothing(list["updated_at"])
  );
}

/** Says the same as the schema `Totals`. */
export function isTotals(value: unknown): value is Totals {
  return (
    isFields(value) &&
    isCount(value["completed"]) &&
    isCount(value["failed"]) &&
    isCount(value["cancelled"]) &&
    isNumber(value["completion_ms"]) &&
    value["completion_ms"] >= 0 &&
    isCount(value["timed_count"]) &&
    isCountIfAny(value["archived_only"])
  );
}

/** Whether a parsed file is a task. Says the same as the schema `Task`. */
export function isTask(value: unknown): value is Task {
  return (
    isFields(value) &&
    isTaskId(value["id"]) &&
    isString(value["name"]) &&
    isStringOrNothing(value["description"]) &&
    STATUSES.has(value["status"]) &&
    isNumber(value["priority"]) &&
    isStamp(value["assigned_at"]) &&
    isStampOrNothing(value["created_at"]) &&
    isStampOrNothing(value["started_at"]) &&
    isStampOrNothing(value["completed_at"]) &&
    isStampOrNothing(value["failed_at"]) &&
    isStampOrNothing(value["cancelled_at"]) &&
    isString(value["agent_id"]) &&
    isStringOrNothing(value["former_id"]) &&
    isStringOrNothing(value["error_message"]) &&
    isNumberOrNothing(value["retry_count"]) &&
    areAttempts(value["attempts"]) &&
    isStringOrNothing(value["result"]) &&
    isStringOrNothing(value["cancel_reason"]) &&
    isStringOrNothing(value["key"]) &&
    isStringOrNothing(value["created_by"])
  );
}

/** Says the same as the schema `Note`. */
export function isNote(value: unknown): value is Note {
  return isFields(value) && isStamp(value["at"]) && isString(value["message"]) && isCountOrNothing(value["progress"]);
}

function isAttempt(value: unknown): boolean {
  return (
    isFields(value) &&
    isStampOrNothing(value["started_at"]) &&
    isStampOrNothing(value["ended_at"]) &&
    isString(value["outcome"]) &&
    isStringOrNothing(value["error_message"]) &&
    areNotesOrNothing(value["notes"]) &&
    isCountOrNothing(value["notes_dropped"])
  );
}

/** Whether a parsed line is an event. Says the same as the schema `TaskEvent`. */
export function isEvent(value: unknown): value is TaskEvent {
  return (
    isFields(value) &&
    isCount(value["seq"]) &&
    value["seq"] !== 0 &&
    isStamp(value["at"]) &&
    isString(value["agent_id"]) &&
    isFolderName(value["agent_id"]) &&
    ACTIONS.has(value["action"]) &&
    isAboutTaskOrQueue(value) &&
    isString(value["operator"]) &&
    isCount(value["revision"]) &&
    value["revision"] !== 0 &&
    isStringIfAny(value["agent_name"]) &&
    isTaskIfAny(value["task"]) &&
    areFieldsIfAny(value["changes"]) &&
    isNoteIfAny(value["note"]) &&
    isTaskNameIfAny(value["moved_to"]) &&
    areStampsIfAny(value["reopens"]) &&
    isNumberIfAny(value["priority"]) &&
    isStampIfAny(value["assigned_at"]) &&
    isStampOrNothing(value["started_at"]) &&
    isTrueIfAny(value["superseded"]) &&
    isTrueIfAny(value["archived_only"]) &&
    areFieldsIfAny(value["list"])
  );
}

/** A queue as a whole is held and released; everything else happens to a task. */
function isAboutTaskOrQueue({ task_id, old_status, new_status, action }: Fields): boolean {
  const isOldStatus = old_status === null || STATUSES.has(old_status);
  if (task_id === null) return isOldStatus && new_status === null && (action === "hold" || action === "release");
  return isOldStatus && isTaskId(task_id) && STATUSES.has(new_status);
}

function isKeptKey(value: unknown): boolean {
  return isFields(value) && isString(value["agent_id"]) && isString(value["key"]) && isString(value["task_id"]);
}

function isTaskName(value: unknown): boolean {
  return isFields(value) && isString(value["agent_id"]) && isString(value["task_id"]);
}

// Made once: a list has thousands of fields to be looked at.
const isTasks = everyItem(isTask);
const isEvents = everyItem(isEvent);
const isStringOrNothing = isNullish(isString);
const isTaskOrNothing = isNullish(isTask);
const isStampOrNothing = isNullish(isStamp);
const isNumberOrNothing = isNullish(isNumber);
const isCountOrNothing = isNullish(isCount);
const areNotesOrNothing = isNullish(everyItem(isNote));
const areAttempts = isNullish(everyItem(isAttempt));
const areTasksIfAny = isOptional(isTasks);
const areListsIfAny = isOptional(everyItem(isOwnList));
const areKeysIfAny = isOptional(everyItem(isKeptKey));
const isCountIfAny = isOptional(isCount);
const isStringIfAny = isOptional(isString);
const isTaskIfAny = isOptional(isTask);
const isNoteIfAny = isOptional(isNote);
const areFieldsIfAny = isOptional(isFields);
const isTaskNameIfAny = isOptional(isTaskName);
const areStampsIfAny = isOptional(everyItem(isStamp));
const isNumberIfAny = isOptional(isNumber);
const isStampIfAny = isOptional(isStamp);
const isTrueIfAny = isOptional(isTrue);

function everyItem(check: Check): Check {
  return (value) => Array.isArray(value) && value.every((item) => check(item));
}

function isNullish(check: Check): Check {
  return (value) => value === undefined || value === null || check(value);
}

function isOptional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTrue(value: unknown): boolean {
  return value === true;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return isNumber(value) && Number.isSafeInteger(value) && value >= 0;
}

function isTaskId(value: unknown): boolean {
  return isString(value) && TASK_ID.test(value);
}

function isStamp(value: unknown): boolean {
  return isString(value) && isTimestamp(value);
}
