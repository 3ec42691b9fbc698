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
] as const;
