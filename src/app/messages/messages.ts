import type { ErrorCode, ErrorFacts } from "../../domain/errors.ts";
import type { TaskStatus } from "../../domain/task.ts";
import type { Warning } from "../warning.ts";

/** What went wrong, and what to do next. No hint ever suggests to delete or overwrite data. */
export interface Explanation {
  readonly error: string;
  readonly hint: string;
}

/** What a warning is about. */
export interface Where {
  readonly path: string;
  readonly reason: string;
}

/** A catalogue: every sentence that a caller reads, in one language. */
export interface Messages {
  /** Where to read on: what every hint ends with. */
  readonly more: (code: ErrorCode) => string;
  readonly errors: { readonly [Code in ErrorCode]: (facts: ErrorFacts[Code]) => Explanation };
  readonly warnings: {
    readonly [Problem in Warning["problem"]]: (where: Where) => string;
  };
  readonly done: {
    readonly created: (agent: string) => string;
    readonly created_many: (count: number, agent: string) => string;
    readonly nothing_created: () => string;
    readonly exists: (id: string) => string;
    readonly started: () => string;
    readonly completed: () => string;
    readonly failed: () => string;
    readonly cancelled: () => string;
    readonly retried: (agent: string) => string;
    readonly unchanged: (id: string, status: TaskStatus) => string;
    readonly looking: (done: number, total: number) => string;
    readonly cut: (returned: number, total: number) => string;
    readonly adopting: (done: number, total: number) => string;
    readonly dry_run: (message: string) => string;
    readonly configured: (key: string, value: string) => string;
  };
  readonly labels: Readonly<Record<Label, string>>;
}

export type Label =
  | "error"
  | "hint"
  | "warning"
  | "none"
  | "agent"
  | "columns_agent"
  | "columns_current"
  | "columns_pending"
  | "columns_completed"
  | "columns_failed"
  | "columns_figure"
  | "columns_id"
  | "columns_status"
  | "columns_priority"
  | "columns_name"
  | "columns_setting"
  | "columns_value"
  | "columns_origin";
