/** The states of a task. */
export const TASK_STATUSES = ["pending", "running", "completed", "failed", "cancelled"] as const;

/** What can happen to a task. */
export const TASK_ACTIONS = [
  "create",
  "start",
  "complete",
  "fail",
  "cancel",
  "retry",
  "expire",
  "note",
  "renew",
  "edit",
  "move",
  "hold",
  "release",
  "restore",
  "adopted",
  "moved",
  "lost",
] as const;

/** The fields of a task that this program knows, in the order in which they are best read. */
export const TASK_FIELDS = [
  "id",
  "name",
  "description",
  "status",
  "priority",
  "assigned_at",
  "created_at",
  "started_at",
  "completed_at",
  "failed_at",
  "cancelled_at",
  "agent_id",
  "former_id",
  "error_message",
  "retry_count",
  "attempts",
  "result",
  "cancel_reason",
  "key",
  "created_by",
  "metadata",
  "key_scope",
  "not_before",
  "due_at",
  "hold",
  "max_attempts",
  "retry_delay_ms",
  "backoff",
  "retry_at",
  "lease_ms",
  "lease_expires_at",
  "max_expiries",
  "progress",
  "notes",
  "notes_dropped",
  "depends_on",
  "depends_mode",
  "on_dependency_failure",
  "depends_since",
  "tags",
  "group",
  "parent_id",
  "children",
] as const;

/** How long a key keeps others from making its task again: while the task is open, or for ever. */
export const KEY_SCOPES = ["open", "ever"] as const;

/** How the delay before the next attempt grows: not at all, or to twice as much after each failure. */
export const BACKOFFS = ["fixed", "exponential"] as const;

/** Whether a task waits for all that it depends on, or for any one of it. */
export const DEPENDS_MODES = ["all", "any"] as const;

/** What becomes of a task when what it depends on has failed or was cancelled: it waits, is cancelled too, or runs. */
export const ON_DEPENDENCY_FAILURE = ["wait", "cancel", "run"] as const;
