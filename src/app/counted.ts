import type { LabelFilter } from "../domain/labels.ts";
import type { CompletionTime } from "../domain/stats.ts";
import type { TaskStatus } from "../domain/task.ts";
import type { TaskTotals } from "../domain/totals.ts";
import type { Warned } from "./warning.ts";

/** What tasks come to. */
export interface Counted {
  readonly total: TaskTotals;
  readonly time: CompletionTime;
  readonly warned?: Warned;
}

/** Which tasks are counted. */
export interface CountAsked {
  readonly agent_id: string | null;
  readonly filter: LabelFilter;
  /** Whether others are counted too does not matter. All, if left out. */
  readonly statuses?: readonly TaskStatus[];
}
