import type { ParcelProblemCode } from "../../domain/parcel.ts";
import type { ExportResult } from "../export-tasks.ts";
import type { ImportResult } from "../import-tasks.ts";
import type { ToldProblem, ValidateResult } from "../validate-import.ts";

/** What is said of tasks that leave a root, and of those that come in, in one language. */
export interface ImportWords {
  readonly exported: (result: Omit<ExportResult, "text">) => string;
  readonly busy: string;
  readonly ask: (result: Pick<ImportResult, "count" | "agents" | "replaced">) => string;
  readonly imported: (result: ImportResult) => string;
  readonly columns: Readonly<Record<"agent" | "pending" | "running" | "completed" | "failed" | "cancelled", string>>;
  readonly renamed: (agent: string, from: string, to: string) => string;
  readonly skipped: (agent: string, task: string) => string;
  readonly waiting: (agent: string, task: string) => string;
  readonly saved: (path: string) => string;
  readonly verdict: (result: Pick<ValidateResult, "valid" | "tasks" | "problems">) => string;
  /** Which task of a file a problem is about. */
  readonly place: (problem: Pick<ToldProblem, "item" | "task_id">) => string;
  readonly problems: Readonly<Record<ParcelProblemCode, (problem: Pick<ToldProblem, "field" | "detail">) => string>>;
  readonly severities: Readonly<Record<ToldProblem["severity"], string>>;
}
