import { isAboutTask } from "../../domain/about-task.ts";
import type { AgentList, Located } from "../../domain/agent-list.ts";
import { endedAt } from "../../domain/ending.ts";
import { factsOf, matches, newestFirst } from "../../domain/filter.ts";
import { asksForLabels } from "../../domain/labels.ts";
import { placesOf } from "../../domain/find-task.ts";
import { firstOfEach, isCoveredBy } from "../../domain/same-task.ts";
import type { Task } from "../../domain/task.ts";
import { momentOf, monthOf } from "../../domain/timestamp.ts";
import type { TaskQuery } from "../store.ts";
import { type EndedLine, type PurgedEnds, endIdentity, readEnds } from "./ended-lines.ts";
import { archiveMonths, copiesOfMonth, copyPaths, findCopies, locationOf, readCopy, refuse } from "./history.ts";
import { type Index, isSpanOfSome, readIndex } from "./index-file.ts";
import { journalEnd } from "./journal.ts";
import { journalMonths } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { goneEnds, readMark } from "./purge-mark.ts";
import { endsBefore } from "./purged-state.ts";
import { readList } from "./list-file.ts";
import { unlessUnreadable } from "./read-file.ts";
import { unsettledAgents } from "./settled-list.ts";

const DAY_MS = 86_400_000;

/** A finished task that was found, its copy not opened yet if it is one of the archive. */
export interface Ended {
  readonly ended_at: string | undefined;
  readonly open: () => Located | undefined;
}

/** What matches in the archive and is in no list. */
export function findArchived(layout: Layout, query: TaskQuery, lists: readonly AgentList[]): readonly Ended[] {
  const isWanted = (agentId: string) => query.agent === undefined || agentId === query.agent;
  const index = readIndex(layout); // before the journal, which is written first
  const journals = journalMonths(layout).toReversed();
  const wanted = {
    isAgent: isWanted,
    isEnd: (line: EndedLine) => matches(line, query),
    withLabels: asksForLabels(query),
  };
  const ends = readEnds(layout, monthsToRead(layout, query, journals, index), wanted, purgedEnds(layout));
  const isTold = index !== undefined && isWhole(index, journals, ends.counts);
  const places = lists.flatMap(placesOf);
  const over = endsTakenBack(layout, lists);
  const lines = isTold ? linesBeside(layout, places, ends.lines).filter((line) => !over.has(endIdentity(line))) : [];
  const toldEnds = new Set(lines.map(endIdentity));
  // A month of which an adoption had nothing to tell has no copies that can be read.
  const isEmpty = (month: string) => index?.months[month] !== undefined && !isSpanOfSome(index.months[month]);
  const untold = archiveMonths(layout).filter((month) => !isTold || !(journals.includes(month) || isEmpty(month)));
  return [
    ...lines.map((line) => ({ ended_at: line.ended_at, open: () => openLine(layout, line) })),
    ...copiesBeside(layout, places, untold, query)
      .filter(
        (copy) =>
          isWanted(copy.agent_id) &&
          !identitiesOf(copy).some((identity) => toldEnds.has(identity) || over.has(identity)),
      )
      .map((copy) => ({ ended_at: endedAt(copy.task), open: () => copy })),
  ];
}

function purgedEnds(layout: Layout): PurgedEnds | undefined {
  const mark = readMark(layout);
  return mark && { seq: mark.seq, ends: endsBefore(layout), gone: goneEnds(layout) };
}

/** The ends that the last changes have taken back: their writers may not have come to the archive yet, or never will. */
function endsTakenBack(layout: Layout, lists: readonly AgentList[]): ReadonlySet<string> {
  const known = new Set(lists.map(({ agent_id }) => agent_id));
  const partners = [...unsettledAgents(layout)].filter((agentId) => !known.has(agentId));
  const others = partners.flatMap((agentId) => unlessUnreadable(() => readList(layout, agentId))?.list ?? []);
  const events = [...lists, ...others].flatMap(({ outbox }) => outbox.events).filter(isAboutTask);
  return new Set(
    events.flatMap(({ agent_id, task_id, reopens = [] }) =>
      reopens.map((ended_at) => endIdentity({ agent_id, task_id, ended_at })),
    ),
  );
}

/** Whether the journal is there as far as the index knows of it: somebody may have removed or cut some of it. */
function isWhole({ months }: Index, journals: readonly string[], counts: ReadonlyMap<string, number>): boolean {
  return Object.entries(months).every(
    ([month, { ended }]) => ended === 0 || (journals.includes(month) && (counts.get(month) ?? ended) >= ended),
  );
}

/** The lines of tasks that no list has, neither in this state nor in a later one. */
function linesBeside(layout: Layout, places: readonly Located[], lines: readonly EndedLine[]): readonly EndedLine[] {
  const listed = new Set(places.flatMap(identitiesOf));
  const byId = new Map(places.map((place) => [`${place.agent_id} ${place.task.id}`, place.task]));
  return lines.filter((line) => {
    if (listed.has(endIdentity(line))) return false;
    const other = byId.get(`${line.agent_id} ${line.task_id}`);
    const copy = other && openLine(layout, line);
    return !copy || !isCoveredBy(copy.task, other);
  });
}

/** The copies in months of which the journal does not tell, of tasks that no list has. */
function copiesBeside(
  layout: Layout,
  places: readonly Located[],
  months: readonly string[],
  query: TaskQuery,
): readonly Located[] {
  const { from = -Infinity } = periodOf(query);
  // What ended before the period was also assigned and started before it.
  const wanted = months.filter((month) => momentOf(`${month}-01T00:00:00Z`) + 32 * DAY_MS >= from);
  const copies = wanted.flatMap((month) => copiesOfMonth(layout, month, refuse)).map(locationOf);
  const sorted = newestFirst(copies, ({ task }) => endedAt(task));
  return firstOfEach([...places, ...sorted]).filter(
    ({ task, location }) => location === "history" && matches(factsOf(task), query),
  );
}

function identitiesOf({ task, agent_id }: Located): readonly string[] {
  const ended_at = endedAt(task);
  return ended_at === undefined ? [] : [endIdentity({ agent_id, task_id: task.id, ended_at })];
}

/** The copy that a line tells of; undefined if somebody has removed it. The original put some under another month. */
function openLine(layout: Layout, line: EndedLine): Located | undefined {
  const { agent_id, task_id, ended_at } = line;
  const isMeant = (task: Task) => task.agent_id === agent_id && momentOf(endedAt(task) ?? "") === momentOf(ended_at);
  const paths = copyPaths(layout.month(monthOf(ended_at)), task_id, [agent_id]);
  const task =
    paths.map((path) => readCopy(path)).find((copy) => copy && isMeant(copy)) ??
    findCopies(layout, task_id, [agent_id]).find(isMeant);
  return task && { task, agent_id, location: "history" };
}

/** The journals that may tell of what is asked for. */
function monthsToRead(
  layout: Layout,
  query: TaskQuery,
  journals: readonly string[],
  index: Index | undefined,
): readonly string[] {
  const { from = -Infinity, to = Infinity } = periodOf(query);
  if (!index || (from === -Infinity && to === Infinity)) return journals;
  return journals.filter((month) => {
    if (!isUpToDate(layout, index, month)) return true;
    const span = index.months[month];
    return span !== undefined && span.from <= to && span.to >= from;
  });
}

/** Whether the index knows all of a month's journal. */
function isUpToDate(layout: Layout, index: Index, month: string): boolean {
  if (index.journal_month === null || month > index.journal_month) return false;
  return month < index.journal_month || journalEnd(layout, month).lastSeq === index.last_seq;
}

/** The time in which something happened to every task that is asked for. A month has a day more at either end: its stamps have their own offsets. */
function periodOf({ from, to, month }: TaskQuery): { from?: number | undefined; to?: number | undefined } {
  if (month === undefined) return { from, to };
  const begin = momentOf(`${month}-01T00:00:00Z`);
  return { from: begin - DAY_MS, to: begin + 32 * DAY_MS };
}
