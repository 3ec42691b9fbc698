import { causeOf } from "./cause.ts";
import type { EndStatus } from "./ending.ts";
import type { FailedAttempt, TaskEnd } from "./outcome.ts";
import { type Durations, durationsOf } from "./percentile.ts";
import { successRate } from "./stats.ts";
import { compareTimestamps, momentOf } from "./timestamp.ts";

/** How many tasks ended in which way. */
export type EndCounts = Readonly<Record<EndStatus, number>>;

/** How long tasks ran, and how long they had waited before. */
export interface Flow {
  /** From start to completion, of tasks that were completed. */
  readonly completion: Durations;
  /** From assignment to start, of tasks that ended and had been started. */
  readonly waiting: Durations;
}

export interface AgentFlow extends EndCounts, Flow {
  readonly agent_id: string;
  /** 0 to 1, two decimals. */
  readonly success_rate: number;
}

export interface DayCounts extends EndCounts {
  /** A date: `2026-04-10`. */
  readonly day: string;
}

export interface CauseCount {
  /** "" if nothing was said of the failures. */
  readonly cause: string;
  readonly count: number;
  readonly last_task_id: string;
  readonly last_at: string;
}

/** A day, and the moment in which it begins. */
export interface Day {
  readonly day: string;
  readonly from: number;
}

const MOST_CAUSES = 10;

/** An end with its times worked out, once: reading stamps is the dear part. */
export interface TimedEnd {
  readonly agent_id: string;
  readonly status: EndStatus;
  /** In milliseconds since 1970. */
  readonly moment: number;
  /** From start to end, and from assignment to start; undefined if a stamp is missing, or if clocks differed so that it would be negative. */
  readonly ranMs: number | undefined;
  readonly waitedMs: number | undefined;
}

export function timed(ends: readonly TaskEnd[]): readonly TimedEnd[] {
  return ends.map(({ agent_id, status, assigned_at, started_at, ended_at }) => {
    const [moment, assigned] = [momentOf(ended_at), momentOf(assigned_at)];
    const started = started_at ? momentOf(started_at) : NaN;
    return { agent_id, status, moment, ranMs: span(started, moment), waitedMs: span(assigned, started) };
  });
}

export function flowOf(ends: readonly TimedEnd[]): Flow {
  const completed = ends.filter(({ status }) => status === "completed");
  return {
    completion: durationsOf(completed.flatMap(({ ranMs }) => ranMs ?? [])),
    waiting: durationsOf(ends.flatMap(({ waitedMs }) => waitedMs ?? [])),
  };
}

export function countEnds(ends: readonly Pick<TimedEnd, "status">[]): EndCounts {
  const counts = { completed: 0, failed: 0, cancelled: 0 };
  for (const { status } of ends) counts[status] += 1;
  return counts;
}

/** The same for each agent of which a task ended, in the order of their ids. */
export function flowByAgent(ends: readonly TimedEnd[]): readonly AgentFlow[] {
  const byAgent = new Map<string, TimedEnd[]>();
  for (const end of ends) {
    const known = byAgent.get(end.agent_id);
    if (known) known.push(end);
    else byAgent.set(end.agent_id, [end]);
  }
  return [...byAgent]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([agent_id, own]) => {
      const counts = countEnds(own);
      return { agent_id, ...counts, success_rate: successRate(counts), ...flowOf(own) };
    });
}

/** How many tasks ended on each of some days that follow one another, the first first. */
export function throughputOf(ends: readonly TimedEnd[], days: readonly Day[]): readonly DayCounts[] {
  const counts = days.map(({ day }) => ({ day, completed: 0, failed: 0, cancelled: 0 }));
  for (const { status, moment } of ends) {
    const count = counts[days.findLastIndex(({ from }) => from <= moment)];
    if (count) count[status] += 1;
  }
  return counts;
}

/** The most frequent causes of failures, of equally frequent ones the newest first; and how many failures have others. */
export function causesOf(failures: readonly FailedAttempt[]): {
  readonly failures: readonly CauseCount[];
  readonly other_failures: number;
} {
  const known = new Map<string, CauseCount>();
  for (const { task_id, at, error } of failures) {
    const cause = causeOf(error);
    const before = known.get(cause);
    const isNewest = !before || compareTimestamps(before.last_at, at) <= 0;
    const { last_task_id, last_at } = isNewest ? { last_task_id: task_id, last_at: at } : before;
    known.set(cause, { cause, count: (before?.count ?? 0) + 1, last_task_id, last_at });
  }
  const sorted = [...known.values()].toSorted((a, b) => b.count - a.count || compareTimestamps(b.last_at, a.last_at));
  return {
    failures: sorted.slice(0, MOST_CAUSES),
    other_failures: sorted.slice(MOST_CAUSES).reduce((sum, { count }) => sum + count, 0),
  };
}

function span(from: number, to: number): number | undefined {
  return to >= from ? to - from : undefined;
}
