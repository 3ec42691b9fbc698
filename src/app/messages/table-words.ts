import type { TaskStatus } from "../../domain/task.ts";

/** What stands over a column. */
export type ColumnName =
  | "agent"
  | "name"
  | "id"
  | "status"
  | "priority"
  | "when"
  | "group"
  | "current"
  | "pending"
  | "completed"
  | "failed"
  | "changed"
  | "figure"
  | "value"
  | "setting"
  | "origin"
  | "seq"
  | "action"
  | "detail";

/** The units of a time that is told from now. */
export type TimeUnit = "s" | "m" | "h" | "d";

/** The words of tables, in one language. Names come in with nothing that steers a terminal. */
export interface TableWords {
  readonly columns: Readonly<Record<ColumnName, string>>;
  readonly states: Readonly<Record<TaskStatus, string>>;
  /** A pending task whose time has not come. */
  readonly later: string;
  readonly now: string;
  readonly ago: (count: number, unit: TimeUnit) => string;
  readonly ahead: (count: number, unit: TimeUnit) => string;
  readonly none: string;
  /** What stands before the command that comes next. */
  readonly next: string;
  /** What is said where a command has nothing to show. */
  readonly empty: {
    readonly list: (agent: string) => string;
    readonly "list-all": () => string;
    readonly stats: () => string;
    readonly query: () => string;
    readonly history: (agent: string) => string;
    readonly log: () => string;
  };
  readonly queue: (
    agent: string,
    counts: Readonly<Record<"current" | "pending" | "completed" | "failed", number>>,
  ) => string;
  readonly held: (reason: string) => string;
  /** What a task's fields are called where one task is shown. */
  readonly card: Readonly<Record<CardField, string>>;
}

export type CardField =
  | "agent"
  | "status"
  | "priority"
  | "place"
  | "assigned_at"
  | "started_at"
  | "ended_at"
  | "not_before"
  | "due_at"
  | "retry_at"
  | "lease_expires_at"
  | "hold"
  | "depends_on"
  | "parts"
  | "tags"
  | "group"
  | "parent_id"
  | "key"
  | "attempt"
  | "progress"
  | "description"
  | "result"
  | "error_message"
  | "cancel_reason"
  | "notes"
  | "attempts"
  | "metadata";
