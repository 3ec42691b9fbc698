import { stampIn } from "./day-fields.ts";
import { dependenciesOf, type Ends, stateOfDependencies } from "./dependencies.ts";
import { isRecord } from "./scan.ts";
import type { Task } from "./task.ts";
import { compareTimestamps } from "./timestamp.ts";

/** What somebody said when he put a task, or a queue, on hold. */
export interface Hold {
  readonly at: string;
  readonly reason?: string;
  /** The operator, if it was not the agent. */
  readonly by?: string;
}

/** What keeps a pending task from being started. */
export type WaitReason = "hold" | "dependency" | "not_before" | "retry_delay";

/** By what it is judged whether a task may be started. */
export interface Outlook {
  /** What the clock says, an ISO 8601 stamp. */
  readonly clock: string;
  /** How what the pending tasks depend on has ended. */
  readonly ended: Ends;
}

/** Whether a task, or a queue, is on hold. Another program may have a field of that name, with anything in it. */
export function holdOf({ hold }: { readonly hold?: unknown }): Hold | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else has written an object with our `at` in it
  return isRecord(hold) && typeof hold["at"] === "string" ? ({ ...hold } as unknown as Hold) : undefined;
}

/** Whether a pending task may be started now. */
export function isReady(task: Task, outlook: Outlook): boolean {
  return waitReason(task, outlook) === undefined;
}

/** Why a pending task may not be started now; undefined if it may. */
export function waitReason(task: Task, { clock, ended }: Outlook): WaitReason | undefined {
  if (task.hold && holdOf(task)) return "hold";
  if (task.depends_on !== undefined && !hasMet(task, ended)) return "dependency";
  if (isAhead(task.not_before, clock)) return "not_before";
  return isAhead(task.retry_at, clock) ? "retry_delay" : undefined;
}

/** Whether what a task depends on is done, as far as it matters. */
export function hasMet(task: Task, ended: Ends): boolean {
  const dependencies = dependenciesOf(task);
  return !dependencies || stateOfDependencies(dependencies, ended) === "met";
}

/** When a task that only has to wait may be started. */
export function readyAt(task: Task): string | undefined {
  const [not_before, retry_at] = [stampIn(task.not_before), stampIn(task.retry_at)];
  if (!not_before || !retry_at) return not_before ?? retry_at;
  return compareTimestamps(not_before, retry_at) > 0 ? not_before : retry_at;
}

/** Whether a field holds a time that the clock has not reached. */
export function isAhead(field: unknown, clock: string): boolean {
  const stamp = field === undefined ? undefined : stampIn(field);
  return stamp !== undefined && compareTimestamps(stamp, clock) > 0;
}
