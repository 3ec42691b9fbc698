import type { AgentList } from "../../domain/agent-list.ts";
import { endedAt } from "../../domain/ending.ts";
import { factsOf, isOpenPlace, matches, newestFirst } from "../../domain/filter.ts";
import { asksForLabels } from "../../domain/labels.ts";
import { placesOf } from "../../domain/find-task.ts";
import type { TaskPage, TaskQuery } from "../store.ts";
import { knownAgents } from "./agent-folders.ts";
import { type Ended, findArchived } from "./archived-tasks.ts";
import { type EndsLeft, endsLeft } from "./ends-left.ts";
import { readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { fileVersion } from "./read-file.ts";
import { readSettledList, unsettledAgents } from "./settled-list.ts";

/** A writer may move a task between two looks; so often we look again. */
const ROUNDS = 5;

/** Finds the tasks of a query. The archive is opened only for what is returned, and the journal only where it may tell of it. */
export function findTasks(layout: Layout, query: TaskQuery): TaskPage {
  for (let round = 1; ; round += 1) {
    const before = versionsOf(layout, query);
    const lists = agentsOf(layout, query).flatMap((agentId) => readSettledList(layout, agentId) ?? []);
    const page = pageOf(layout, query, lists);
    if (round === ROUNDS || versionsOf(layout, query) === before) return page;
  }
}

function agentsOf(layout: Layout, { agent }: TaskQuery): readonly string[] {
  return agent === undefined ? knownAgents(layout, readIndex(layout), unsettledAgents(layout)) : [agent];
}

/** Which version of which lists is there, and of what a purge says, to be compared with another look. */
function versionsOf(layout: Layout, query: TaskQuery): string {
  const lists = agentsOf(layout, query).map((agentId) => [agentId, fileVersion(layout.list(agentId))]);
  return JSON.stringify([...lists, fileVersion(layout.purged)]);
}

function pageOf(layout: Layout, query: TaskQuery, lists: readonly AgentList[]): TaskPage {
  const places = lists.flatMap(placesOf).filter(({ task }) => matches(factsOf(task), query));
  const open = places.filter(isOpenPlace);
  const listed = places
    .filter((place) => !isOpenPlace(place))
    .map((place): Ended => ({ ended_at: endedAt(place.task), open: () => place }));
  const left = endsLeft(layout);
  const newest = newestOfOneList(query, lists, { listed, left });
  if (newest) return newest;
  const archived = isArchiveNeeded(query, lists, left) ? findArchived(layout, query, lists) : [];
  const ended = newestFirst([...listed, ...archived], ({ ended_at }) => ended_at);
  const chosen = ended.slice(0, Math.max(0, (query.limit ?? Infinity) - open.length));
  const opened = chosen.flatMap((item) => item.open() ?? []);
  const untold = Math.max(0, countedEnds(query, lists, left) - ended.length);
  return {
    total: open.length + ended.length + untold,
    missing: chosen.length - opened.length + untold,
    tasks: [...open.slice(0, query.limit), ...opened],
  };
}

/** How many ended by what the lists have counted, where all of them are asked for: archive and journal may both be gone. */
function countedEnds(query: TaskQuery, lists: readonly AgentList[], left: EndsLeft): number {
  const { status, minPriority, from, to, month } = query;
  if (asksForLabels(query) || [status, minPriority, from, to, month].some((value) => value !== undefined)) return 0;
  return lists.reduce((sum, list) => {
    const { completed, failed, cancelled } = left(list);
    return sum + completed + failed + cancelled;
  }, 0);
}

/** Whether tasks may be asked for that no list holds any more. */
function isArchiveNeeded({ status, agent }: TaskQuery, lists: readonly AgentList[], left: EndsLeft): boolean {
  if (status === "pending" || status === "running") return false;
  if (agent === undefined) return true;
  return lists.some(
    (list) => list.revision === 0 || (list.totals.archived_only ?? 0) > 0 || trimmedOutcomes(list, left).length > 0,
  );
}

/** The finished tasks of a list, outcome by outcome, of those outcomes that it does not hold wholly. */
function trimmedOutcomes(list: AgentList, left: EndsLeft): readonly AgentList["completed_tasks"][] {
  const { completed, failed, cancelled } = left(list);
  return [
    completed > list.completed_tasks.length ? list.completed_tasks : undefined,
    failed > list.failed_tasks.length ? list.failed_tasks : undefined,
    cancelled > list.cancelled_tasks.length ? list.cancelled_tasks : undefined,
  ].filter((tasks) => tasks !== undefined);
}

/**
 * The page of "the newest that ended in this queue", if the list alone can tell: it holds the newest of each outcome,
 * and knows how many there are in all.
 */
function newestOfOneList(
  query: TaskQuery,
  lists: readonly AgentList[],
  { listed, left }: { readonly listed: readonly Ended[]; readonly left: EndsLeft },
): TaskPage | undefined {
  const { agent, isEnded, limit, ...filter } = query;
  const [list] = lists;
  const isAsked =
    agent !== undefined &&
    isEnded &&
    limit !== undefined &&
    Object.values(filter).every((value) => value === undefined);
  if (!isAsked || !list || list.revision === 0 || list.totals.archived_only) return undefined;
  const newest = newestFirst(listed, ({ ended_at }) => ended_at).slice(0, limit);
  const oldest = Date.parse(newest.at(-1)?.ended_at ?? "");
  const isSure = trimmedOutcomes(list, left).every(
    (tasks) => newest.length === limit && Date.parse(oldestEnd(tasks)) <= oldest,
  );
  if (!isSure && limit > 0) return undefined;
  const { completed, failed, cancelled } = left(list);
  return { total: completed + failed + cancelled, missing: 0, tasks: newest.flatMap((item) => item.open() ?? []) };
}

function oldestEnd(tasks: AgentList["completed_tasks"]): string {
  return tasks.map((task) => endedAt(task)).find((stamp) => stamp !== undefined) ?? "";
}
