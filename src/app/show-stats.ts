import { type LabelFilter, asksForLabels } from "../domain/labels.ts";
import { type CompletionTime, NO_TIME, formatDuration, meanCompletionMs, successRate } from "../domain/stats.ts";
import type { TaskStatus } from "../domain/task.ts";
import { NO_TASKS_AT_ALL, type TaskTotals, countTasks, sumOf } from "../domain/totals.ts";
import { optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import { type App, defineOperation } from "./operation.ts";
import type { PeriodStats } from "./period-stats.ts";
import { agentName, whenFrom } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface StatsResult extends Warned, PeriodStats {
  /** Null: all agents. */
  readonly agent_id: string | null;
  /** Of all time; with `since`, of those that have ended only the ones of the period. */
  readonly total: TaskTotals;
  /** Of these: 0 to 1, two decimals. */
  readonly success_rate: number;
  /** Of these, in its two largest units; null if no completed task tells it. */
  readonly avg_completion_time: string | null;
}

const input = { agent: optional(agentName), since: optional(whenFrom), ...labelFields };

/** Counts the tasks of an agent or of all, and says how well and how fast they went. */
export const showStats = defineOperation({
  name: "stats",
  isChange: false,
  input,
  async run(app, { agent: name, since, ...labels }): Promise<StatsResult> {
    const filter = labelFilter(labels);
    const agent_id = name === undefined ? null : await app.store.agentId(name);
    const { periodStats, withEndsOf } = await import("./period-stats.ts");
    const period = await periodStats(app, { agent_id, filter, since });
    const counted = await count(app, { agent_id, filter, ...(since && { statuses: OPEN }) });
    return {
      agent_id,
      ...figuresOf(since ? withEndsOf(counted, period) : counted),
      ...period.stats,
      ...counted.warned,
    };
  },
});

/** By what a total is told. */
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

const OPEN = ["running", "pending"] as const;

async function count(app: App, asked: CountAsked): Promise<Counted> {
  if (!asksForLabels(asked.filter)) return countAll(app, asked.agent_id);
  return (await import("./count-some.ts")).countSome(app, asked);
}

/** What the lists have counted. */
async function countAll({ store }: App, agent_id: string | null): Promise<Counted> {
  if (agent_id !== null) {
    const list = (await store.read({ agents: [agent_id] })).lists.get(agent_id);
    return { total: countTasks(list), time: list?.totals ?? NO_TIME };
  }
  const agents = await store.agents();
  const counts = agents.map((agent) => agent.counts);
  const times = agents.map((agent): CompletionTime => agent.totals);
  return { total: sumOf(NO_TASKS_AT_ALL, counts), time: sumOf(NO_TIME, times) };
}

function figuresOf({ total, time }: Counted): Pick<StatsResult, "total" | "success_rate" | "avg_completion_time"> {
  const mean = meanCompletionMs(time);
  return {
    total,
    success_rate: successRate(total),
    avg_completion_time: mean === null ? null : formatDuration(mean),
  };
}
