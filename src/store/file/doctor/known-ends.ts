import type { AgentList, Totals } from "../../../domain/agent-list.ts";
import { endKeyOf, isEnd } from "../../../domain/ending.ts";
import { finishedTasks } from "../../../domain/find-task.ts";
import type { ToldEnd } from "../../../domain/story.ts";
import type { Task } from "../../../domain/task.ts";
import { NO_TOTALS, countEnd } from "../../../domain/totals.ts";
import type { Move } from "./move.ts";
import type { Survey } from "./survey.ts";

/** What is known of an agent's ends besides its list. */
export interface EndFacts {
  /** What was counted before. */
  readonly counted: Totals;
  /** The ends of which the journal tells, but for those that stand under another id now. */
  readonly told: ReadonlyMap<string, ToldEnd>;
}

export function factsOf(agentId: string, { lists, index, told }: Survey, moves: readonly Move[] = []): EndFacts {
  const file = lists.get(agentId);
  const entry = index.value?.agents.find(({ agent_id }) => agent_id === agentId);
  const left = new Set(moves.filter(({ from }) => from.agent_id === agentId).map(({ from }) => endKeyOf(from.task)));
  const ends = [...(told.get(agentId)?.ends ?? [])].filter(([end]) => !left.has(end));
  return { counted: file?.isOurs ? file.list.totals : (entry?.totals ?? NO_TOTALS), told: new Map(ends) };
}

/**
 * How many tasks of a list ended: as many as list and journal tell of, and never fewer than were counted before, since
 * both may have lost some.
 */
export function totalsOfAll(list: AgentList, { counted, told }: EndFacts): Totals {
  const known = sumOfEnds(list, told);
  const { archived_only } = counted;
  const isAllKnown = known.completed >= counted.completed;
  const time = isAllKnown ? known : counted;
  return {
    ...counted,
    completed: Math.max(known.completed, counted.completed),
    failed: Math.max(known.failed, counted.failed),
    cancelled: Math.max(known.cancelled, counted.cancelled),
    completion_ms: time.completion_ms,
    timed_count: time.timed_count,
    ...(archived_only !== undefined && { archived_only }),
  };
}

function sumOfEnds(list: AgentList, told: ReadonlyMap<string, ToldEnd>): Totals {
  const listed = finishedTasks(list);
  const keys = new Set(listed.map(endKeyOf));
  const others = [...told].filter(([end, { isArchivedOnly }]) => !keys.has(end) && !isArchivedOnly);
  return [...listed, ...others.map(([, { facts }]) => facts)].filter(isEnded).reduce(count, NO_TOTALS);
}

function isEnded({ status }: Task): boolean {
  return isEnd(status);
}

function count(totals: Totals, task: Task): Totals {
  return countEnd(totals, task, 1);
}
