import type { AgentList, Totals } from "../../../domain/agent-list.ts";
import { endKeyOf, isEnd } from "../../../domain/ending.ts";
import { finishedTasks, openTasks } from "../../../domain/find-task.ts";
import type { ToldEnd } from "../../../domain/retold.ts";
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

/** What is known of the ends of a list's tasks. */
export function factsOf(list: AgentList, { lists, index, told }: Survey, moves: readonly Move[] = []): EndFacts {
  const { agent_id, totals } = list;
  const entry = index.value?.agents.find((one) => one.agent_id === agent_id);
  const left = new Set(moves.filter(({ from }) => from.agent_id === agent_id).map(({ from }) => endKeyOf(from.task)));
  const ends = [...(told.get(agent_id)?.ends ?? [])].filter(([end]) => !left.has(end));
  // A list that is not ours, or was made again, has counted nothing itself. What is open again was counted when it ended.
  const open = new Set(openTasks(list).map(({ id }) => id));
  const reopened = ends.flatMap(([, { facts }]) => (open.has(facts.id) ? [facts] : []));
  const isCounted = lists.get(agent_id)?.isOurs === true || !entry;
  const known = entry && reopened.reduce((sum, task) => countEnd(sum, task, -1), entry.totals);
  return { counted: isCounted || !known ? totals : larger(totals, known), told: new Map(ends) };
}

/**
 * How many tasks of a list ended: as many as list and journal tell of, and never fewer than were counted before, since
 * both may have lost some.
 */
export function totalsOfAll(list: AgentList, { counted, told }: EndFacts): Totals {
  return larger(sumOfEnds(list, told), counted);
}

/** Of each outcome the larger number; the times go with the completed ones. */
function larger(a: Totals, b: Totals): Totals {
  const { completion_ms, timed_count } = a.completed >= b.completed && a.timed_count >= b.timed_count ? a : b;
  return {
    ...b,
    completed: Math.max(a.completed, b.completed),
    failed: Math.max(a.failed, b.failed),
    cancelled: Math.max(a.cancelled, b.cancelled),
    completion_ms,
    timed_count,
  };
}

function sumOfEnds(list: AgentList, told: ReadonlyMap<string, ToldEnd>): Totals {
  const listed = finishedTasks(list);
  const keys = new Set(listed.map(endKeyOf));
  // What is open again has ended before, and has not ended.
  const open = new Set(openTasks(list).map(({ id }) => id));
  const others = [...told].flatMap(([end, { facts, isArchivedOnly }]) =>
    keys.has(end) || isArchivedOnly || open.has(facts.id) ? [] : [facts],
  );
  return [...listed, ...others].filter(isEnded).reduce(count, NO_TOTALS);
}

function isEnded({ status }: Task): boolean {
  return isEnd(status);
}

function count(totals: Totals, task: Task): Totals {
  return countEnd(totals, task, 1);
}
