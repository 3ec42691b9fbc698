import { invalid } from "../domain/errors.ts";
import type { LabelFilter } from "../domain/labels.ts";
import type { Period } from "../domain/outcome.ts";
import {
  type AgentFlow,
  type CauseCount,
  type DayCounts,
  type EndCounts,
  type Flow,
  causesOf,
  countEnds,
  flowByAgent,
  flowOf,
  throughputOf,
  timed,
} from "../domain/period-stats.ts";
import type { When } from "../domain/terms.ts";
import { momentOf } from "../domain/timestamp.ts";
import { withAll } from "../domain/totals.ts";
import { timestamp } from "../store/clock.ts";
import { localDays, midnightBefore } from "./local-days.ts";
import type { App } from "./operation.ts";
import type { Counted } from "./counted.ts";

/** How the work of some time went. */
export interface PeriodStats extends Flow {
  /** Both inclusive. */
  readonly period: { readonly from: string; readonly to: string };
  /** Every day of it, the last 366 if there are more. */
  readonly throughput: readonly DayCounts[];
  /** Why attempts failed, at most ten causes: the most frequent first. */
  readonly failures: readonly CauseCount[];
  /** How many failures had other causes. */
  readonly other_failures: number;
  /** Those of which a task ended, where not one of them was asked for. */
  readonly agents?: readonly AgentFlow[];
}

/** Of which work it is asked how it went. */
export interface PeriodAsked {
  readonly agent_id: string | null;
  readonly filter: LabelFilter;
  readonly since: When | undefined;
}

export interface PeriodFound {
  readonly stats: PeriodStats;
  /** How many tasks ended in it. */
  readonly ended: EndCounts;
}

/** So many days it is, today's included, if nobody asks for others. */
const DAYS = 14;

/** Longer ones have no bar for each day, and no entry. */
const MOST_DAYS = 366;

/** Says how the work of a period went: what the journal tells of it. */
export async function periodStats(app: App, { agent_id, filter, since }: PeriodAsked): Promise<PeriodFound> {
  const period = await periodOf(app, since);
  const asked = { ...filter, ...period, ...(agent_id !== null && { agent: agent_id }) };
  const outcomes = await app.store.outcomes(asked);
  const ends = timed(outcomes.ends);
  const stats = {
    period: { from: timestamp(new Date(period.from)), to: timestamp(new Date(period.to)) },
    ...flowOf(ends),
    throughput: throughputOf(ends, localDays(period, MOST_DAYS)),
    ...causesOf(outcomes.failures),
    ...(agent_id === null && { agents: flowByAgent(ends) }),
  };
  return { stats, ended: countEnds(ends) };
}

/** What is running or waits, as it was counted, and of what has ended only that of a period. */
export function withEndsOf({ total: { current, pending } }: Counted, { stats, ended }: PeriodFound): Counted {
  const { count, mean_ms } = stats.completion;
  return {
    total: withAll({ current, pending, ...ended }),
    time: { completion_ms: count * (mean_ms ?? 0), timed_count: count },
  };
}

/** @throws INVALID_PARAMS if it would begin in the future */
async function periodOf(app: App, since: When | undefined): Promise<Period> {
  const to = momentOf((await app.store.read({})).clock);
  if (!since) return { from: midnightBefore(to, DAYS - 1), to };
  const from = "afterMs" in since ? to - since.afterMs : since.atMs;
  if (from > to) throw invalid("in_the_future", { parameter: "since", given: timestamp(new Date(from)) });
  return { from, to };
}
