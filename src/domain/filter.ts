import type { Located } from "./agent-list.ts";
import { endedAt, isEnd } from "./ending.ts";
import { type LabelFilter, type Labels, hasLabels, labelsOf } from "./labels.ts";
import type { Task, TaskStatus } from "./task.ts";
import { isBetween, momentOf, monthOf } from "./timestamp.ts";

/** The times by which tasks are asked for. */
export const TIMES = ["assigned", "started", "finished"] as const;
export type Time = (typeof TIMES)[number];

/** Which tasks are asked for; what is left out does not matter. */
export interface TaskFilter extends LabelFilter {
  readonly status?: TaskStatus;
  readonly minPriority?: number;
  /** Which of a task's times has to lie between `from` and `to`, both milliseconds since 1970 and inclusive. */
  readonly by?: Time;
  readonly from?: number;
  readonly to?: number;
  /** The month in which it ended, on the clock of its own stamp: `2026-04`. */
  readonly month?: string;
  /** Only tasks that ended. */
  readonly isEnded?: true;
}

/** What is known of a task without opening its archive copy. */
export interface TaskFacts {
  readonly status: TaskStatus;
  readonly priority: number;
  readonly assigned_at: string;
  readonly started_at?: string | null | undefined;
  /** When it ended; undefined while it is open. */
  readonly ended_at: string | undefined;
  /** Its labels, as far as somebody asks for them. */
  readonly labels?: Labels;
}

export function factsOf(task: Task): TaskFacts {
  const { status, priority, assigned_at, started_at } = task;
  return { status, priority, assigned_at, started_at, ended_at: endedAt(task), labels: labelsOf(task) };
}

export function matches(facts: TaskFacts, filter: TaskFilter): boolean {
  if (filter.status !== undefined && facts.status !== filter.status) return false;
  if (filter.isEnded && !isEnd(facts.status)) return false;
  if (filter.minPriority !== undefined && facts.priority < filter.minPriority) return false;
  if (filter.month !== undefined && (facts.ended_at === undefined || monthOf(facts.ended_at) !== filter.month))
    return false;
  return hasLabels(facts.labels ?? {}, filter) && isInPeriod(facts, filter);
}

/** Orders tasks that ended: the newest first. Of those that ended in one moment the one that stands last is the newest. */
export function newestFirst<Item>(items: readonly Item[], endOf: (item: Item) => string | undefined): readonly Item[] {
  const timed = items.map((item) => ({ item, moment: momentOrNever(endOf(item)) }));
  return timed
    .toReversed()
    .toSorted((a, b) => b.moment - a.moment)
    .map(({ item }) => item);
}

/** Whether a place is that of a task which has not ended. */
export function isOpenPlace({ location }: Located): boolean {
  return location === "current_task" || location === "pending_tasks";
}

function isInPeriod(facts: TaskFacts, { by = "assigned", from, to }: TaskFilter): boolean {
  if (from === undefined && to === undefined) return true;
  const stamp = by === "assigned" ? facts.assigned_at : by === "started" ? facts.started_at : facts.ended_at;
  return stamp ? isBetween(stamp, { from, to }) : false;
}

function momentOrNever(stamp: string | undefined): number {
  return stamp === undefined ? Number.MIN_SAFE_INTEGER : momentOf(stamp); // no time is known: before all others
}
