import { isAboutTask } from "../../domain/about-task.ts";
import type { AgentList } from "../../domain/agent-list.ts";
import { isEnd } from "../../domain/ending.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { findEnded, finishedTasks } from "../../domain/find-task.ts";
import { numberOfTaskId } from "../../domain/task-id.ts";
import { PURGED, versionFields } from "../../domain/schema-version.ts";
import { monthOf } from "../../domain/timestamp.ts";
import { archiveTask, removeCopies } from "./archive.ts";
import { type KeptKey, keptKeysOf } from "../../domain/kept-key.ts";
import { type Index, withLists, withSpan, writeIndex } from "./index-file.ts";
import { appendEvents, type JournalEnd, journalEnd, missingEvents } from "./journal.ts";
import type { Layout } from "./layout.ts";
import { encodeJson, readList } from "./list-file.ts";
import { type FileVersion, fileVersion } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import { syncFolder } from "./new-file.ts";
import { writeKeys } from "./write-keys.ts";
import type { Writer } from "./writer.ts";

/** A list whose last change is committed, and so is owed to the files that are derived from it. */
export interface CommittedList {
  readonly list: AgentList;
  readonly version: FileVersion;
}

/** Writes one list, durably. @throws Superseded, and nothing was written */
export function writeList(layout: Layout, writer: Writer, list: AgentList): CommittedList {
  const path = layout.list(list.agent_id);
  writer.ensureFolder(layout.agents);
  writer.ensureFolder(layout.agent(list.agent_id));
  return { list, version: writer.replaceFile(path, encodeJson(path, list), { sync: true }) };
}

export function syncListFolder(layout: Layout, agentId: string): void {
  accessing(layout.agent(agentId), () => syncFolder(layout.agent(agentId)));
}

/**
 * Carries out what a commit of ours owes: the other lists that it changes, archive copies, journal, and the
 * index last, since the index is what says that all is done.
 */
export function settleCommit(
  layout: Layout,
  writer: Writer,
  index: Index,
  commit: CommittedList,
  end: JournalEnd,
): Index {
  const known = withPurge(layout, writer, index, [commit]);
  const others = (commit.list.outbox.lists ?? []).map((list) => writeOther(layout, writer, list));
  updateArchive(layout, writer, commit.list);
  const { events } = commit.list.outbox;
  writeKeys(layout, writer, owedKeys(commit.list));
  appendEvents(layout, writer, journalMonth(index, events), end, events);
  const finished = indexAfter(known, [commit, ...others], events);
  writeIndex(layout, writer, finished);
  return finished;
}

/**
 * Carries out once more what the commits of others owe: they died, or were taken for dead, and may have done
 * none, some or all of it. Doing it twice does no harm. Returns the index as it is to be written then.
 */
export function settleAgain(layout: Layout, writer: Writer, index: Index, commits: readonly CommittedList[]): Index {
  const known = withPurge(layout, writer, index, commits);
  const others = commits.flatMap(({ list }) =>
    (list.outbox.lists ?? []).map((other) => writeOtherAgain(layout, writer, other)),
  );
  for (const { list } of commits) {
    syncListFolder(layout, list.agent_id);
    updateArchive(layout, writer, list);
    writeKeys(layout, writer, owedKeys(list));
  }
  const owed = commits.flatMap(({ list }) => list.outbox.events).toSorted((a, b) => a.seq - b.seq);
  const month = journalMonth(index, owed);
  const end = journalEnd(layout, month);
  const missing = new Set(missingEvents(layout, owed));
  const events = inOrderAfter(Math.max(index.last_seq, end.lastSeq), [...missing]);
  appendEvents(layout, writer, month, end, events);
  const told = [...owed.filter((event) => !missing.has(event)), ...events];
  return indexAfter(known, [...commits, ...others], told);
}

/**
 * What was purged where the tasks of an import come from comes before all that counts on it; the index says that something
 * was. A purge of ours is newer: it stays.
 */
function withPurge(layout: Layout, writer: Writer, index: Index, commits: readonly CommittedList[]): Index {
  const [purged] = commits.flatMap(({ list }) => list.outbox.purged ?? []);
  if (purged === undefined) return index;
  if (!fileVersion(layout.purged)) writer.replaceFile(layout.purged, purged, { sync: true });
  accessing(layout.root, () => syncFolder(layout.root));
  return { ...index, ...versionFields(PURGED) };
}

/** The month in whose journal the next events go: never an older one than the last, or their order would be lost. */
export function journalMonth(index: Index, events: readonly { readonly at: string }[]): string {
  return events.reduce(
    (latest, event) => (monthOf(event.at) > latest ? monthOf(event.at) : latest),
    index.journal_month ?? "0000-00",
  );
}

function writeOther(layout: Layout, writer: Writer, list: AgentList): CommittedList {
  const written = writeList(layout, writer, list);
  syncListFolder(layout, list.agent_id);
  return written;
}

function writeOtherAgain(layout: Layout, writer: Writer, list: AgentList): CommittedList {
  const stored = readList(layout, list.agent_id);
  return stored && stored.list.revision >= list.revision ? stored : writeOther(layout, writer, list);
}

function owedKeys({ outbox: { events, keys = [] } }: AgentList): readonly KeptKey[] {
  return [...keptKeysOf(events), ...keys];
}

/** After so many copies those who wait are told that the work goes on: an import has thousands. */
const TOUCH_EVERY = 100;

/** Brings the archive up to what a commit's events say: copies of what ended, none of what is tried again. */
function updateArchive(layout: Layout, writer: Writer, commit: AgentList): void {
  const lists = new Map([commit, ...(commit.outbox.lists ?? [])].map((list) => [list.agent_id, list]));
  const folders = new Set<string>();
  // Where a purge has shortened the journal, no event tells how some of what the lists hold has ended.
  for (const list of commit.outbox.purged === undefined ? [] : lists.values()) {
    for (const task of finishedTasks(list)) {
      const folder = archiveTask(layout, writer, list.agent_id, task);
      if (folder !== undefined) folders.add(folder);
      writer.touch();
    }
  }
  for (const [position, event] of commit.outbox.events.filter(isAboutTask).entries()) {
    if (position % TOUCH_EVERY === TOUCH_EVERY - 1) writer.touch();
    const list = lists.get(event.agent_id);
    if (!list) continue;
    if (event.reopens) {
      removeCopies(layout, writer, list.agent_id, { id: event.task_id, ends: event.reopens });
    } else if (isEnd(event.new_status)) {
      const ended = findEnded(list, event.task_id, event.at);
      const folder = ended && archiveTask(layout, writer, list.agent_id, ended);
      if (folder !== undefined) folders.add(folder);
    }
  }
  for (const folder of folders) accessing(folder, () => syncFolder(folder));
}

/** An event whose turn is over (its list could not be read for a while) gets a new seq: readers count on rising ones. */
function inOrderAfter(lastSeq: number, events: readonly TaskEvent[]): readonly TaskEvent[] {
  let next = events.reduce((largest, event) => Math.max(largest, event.seq), lastSeq) + 1;
  const punctual = events.filter((event) => event.seq > lastSeq);
  const late = events.filter((event) => event.seq <= lastSeq).map((event) => ({ ...event, seq: next++ }));
  return [...punctual, ...late];
}

function indexAfter(index: Index, lists: readonly CommittedList[], events: readonly TaskEvent[]): Index {
  const month = events.length === 0 ? index.journal_month : journalMonth(index, events);
  const fresh = endsTold(events.filter(({ seq }) => seq > index.last_seq));
  return withLists(
    {
      ...index,
      last_seq: events.reduce((last, event) => Math.max(last, event.seq), index.last_seq),
      last_id: events
        .filter(isAboutTask)
        .reduce((last, event) => Math.max(last, numberOfTaskId(event.task_id)), index.last_id),
      journal_month: month,
      months: month === null ? index.months : withSpan(index.months, month, fresh),
    },
    lists,
  );
}

/** What events tell of tasks that ended or came back: by which times they are looked for, and how many ends there are. */
export function endsTold(events: readonly TaskEvent[]): { readonly times: readonly string[]; readonly ended: number } {
  const ends = events.filter(({ new_status }) => isEnd(new_status));
  const returns = events.filter(({ reopens }) => reopens);
  const times = [...ends, ...returns].flatMap(({ at, assigned_at, started_at, reopens = [] }) => [
    at,
    assigned_at,
    started_at,
    ...reopens,
  ]);
  return { times: times.filter((stamp) => typeof stamp === "string"), ended: ends.length };
}
