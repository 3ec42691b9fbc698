import { isEnd } from "../../../domain/ending.ts";
import type { Task } from "../../../domain/task.ts";
import { TaskListError } from "../../../domain/errors.ts";
import { replay } from "../../../domain/replay.ts";
import type { Retold } from "../../../domain/retold.ts";
import { type KeptKey, keptKeysOf } from "../../../domain/kept-key.ts";
import { agentFolders } from "../agent-folders.ts";
import { readCounter } from "../id-counter.ts";
import { type Index, readIndex } from "../index-file.ts";
import { archiveMonths, copyFiles, isGone, readCopy } from "../history.ts";
import { allEvents } from "../all-events.ts";
import { journalMonths, withJournal } from "../journal-lines.ts";
import type { Layout } from "../layout.ts";
import { type ListFile, readList } from "../list-file.ts";
import { goneEnds, purgedSeq } from "../purge-mark.ts";
import { toldBefore } from "../purged-state.ts";
import { parseJson, readFile, unlessUnreadable } from "../read-file.ts";
import { accessing } from "../system-error.ts";

/** Everything that stands in a root, as it was read at one moment. What could not be read is there as the reason why. */
export interface Survey {
  readonly layout: Layout;
  readonly lists: ReadonlyMap<string, ListFile>;
  readonly unreadableLists: ReadonlyMap<string, TaskListError>;
  readonly copies: readonly ArchiveCopy[];
  readonly unreadableCopies: readonly TaskListError[];
  readonly journals: readonly SurveyedJournal[];
  /** What the journal tells of each agent. */
  readonly told: ReadonlyMap<string, Retold>;
  /** The seq of its last line. */
  readonly lastSeq: number;
  /** The keys that it gave to tasks for ever. */
  readonly toldKeys: readonly KeptKey[];
  readonly index: Stored<Index>;
  readonly counter: Stored<number>;
}

/** A copy of the archive: of the task, what tells whose copy it is. */
export interface ArchiveCopy {
  readonly path: string;
  readonly month: string;
  readonly task: Task;
}

/** A month's journal. */
export interface SurveyedJournal {
  readonly month: string;
  readonly path: string;
  /** How many bytes stand behind its last whole line. */
  readonly tornBytes: number;
  /** How many of its lines cannot be read. */
  readonly strangeLines: number;
  /** How many of its lines tell of an end. */
  readonly ended: number;
}

/** A file that may be missing, or say nothing that can be used. */
export interface Stored<Value> {
  readonly exists: boolean;
  readonly value: Value | undefined;
  /** What it holds that is not ours, if it is JSON. */
  readonly foreign?: unknown;
  readonly error?: TaskListError;
}

export interface SurveyOptions {
  readonly keepFinished: number;
  /** Is told how many files of how many have been read. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Reads a root: without a lock, writing nothing. */
export function survey(layout: Layout, { keepFinished, onProgress }: SurveyOptions): Survey {
  return {
    layout,
    ...surveyLists(layout),
    ...surveyJournal(layout, keepFinished),
    index: surveyIndex(layout),
    counter: surveyCounter(layout),
    ...surveyArchive(layout, onProgress),
  };
}

function surveyLists(layout: Layout): Pick<Survey, "lists" | "unreadableLists"> {
  const lists = new Map<string, ListFile>();
  const unreadableLists = new Map<string, TaskListError>();
  for (const agentId of agentFolders(layout).toSorted()) {
    const read = attempt(() => readList(layout, agentId));
    if (read.error) unreadableLists.set(agentId, read.error);
    else if (read.value) lists.set(agentId, read.value);
  }
  return { lists, unreadableLists };
}

function surveyJournal(
  layout: Layout,
  keepFinished: number,
): Pick<Survey, "journals" | "told" | "lastSeq" | "toldKeys"> {
  const strange = new Map<string, number>();
  const ended = new Map<string, number>();
  let month = "";
  let lastSeq = purgedSeq(layout);
  const toldKeys: KeptKey[] = [];
  const onStrange = (where: string) => strange.set(where, (strange.get(where) ?? 0) + 1);
  function* counted() {
    for (const event of allEvents(layout, (next) => (month = next), onStrange)) {
      lastSeq = event.seq;
      toldKeys.push(...keptKeysOf([event]));
      if (isEnd(event.new_status)) ended.set(month, (ended.get(month) ?? 0) + 1);
      yield event;
    }
  }
  const told = replay(counted(), { keepFinished }, toldBefore(layout));
  const journals = journalMonths(layout).map((each) => ({
    month: each,
    path: layout.journal(each),
    tornBytes: withJournal(layout, each, 0, ({ bytes, wholeBytes }) => bytes - wholeBytes),
    strangeLines: strange.get(each) ?? 0,
    ended: ended.get(each) ?? 0,
  }));
  return { journals, told, lastSeq, toldKeys };
}

function surveyIndex(layout: Layout): Stored<Index> {
  const read = attempt(() => readIndex(layout));
  if (read.error || read.value) return { exists: true, ...read, value: read.value };
  const raw = attempt(() => accessing(layout.index, () => readFile(layout.index)));
  const bytes = raw.value?.bytes;
  const foreign = bytes && unlessUnreadable(() => parseJson(layout.index, bytes));
  return { exists: bytes !== undefined, value: undefined, foreign };
}

function surveyCounter(layout: Layout): Stored<number> {
  const file = attempt(() => accessing(layout.counter, () => readFile(layout.counter)));
  const value = attempt(() => readCounter(layout)).value;
  return {
    exists: file.value !== undefined || file.error !== undefined,
    value,
    ...(file.error && { error: file.error }),
  };
}

function surveyArchive(
  layout: Layout,
  onProgress: SurveyOptions["onProgress"],
): Pick<Survey, "copies" | "unreadableCopies"> {
  const files = archiveMonths(layout)
    .toReversed()
    .flatMap((month) => copyFiles(layout, month).map((path) => ({ month, path })));
  const gone = goneEnds(layout);
  const copies: ArchiveCopy[] = [];
  const unreadableCopies: TaskListError[] = [];
  for (const [done, { month, path }] of files.entries()) {
    onProgress(done, files.length);
    const { value, error } = attempt(() => readCopy(path));
    if (error) unreadableCopies.push(error);
    else if (value && !isGone(value, gone)) copies.push({ path, month, task: identifying(value) });
  }
  onProgress(files.length, files.length);
  return { copies, unreadableCopies };
}

/** Of a task only what tells it from others, and when it ended: an archive has many. */
function identifying(task: Task): Task {
  const { id, name, status, priority, agent_id, assigned_at, created_at, retry_count, former_id, key, key_scope } =
    task;
  const { completed_at, failed_at, cancelled_at } = task;
  const ends = { completed_at, failed_at, cancelled_at };
  return {
    id,
    name,
    status,
    priority,
    agent_id,
    assigned_at,
    created_at,
    retry_count,
    former_id,
    key,
    key_scope,
    ...ends,
  };
}

function attempt<Value>(read: () => Value): { readonly value?: Value; readonly error?: TaskListError } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof TaskListError) return { error };
    throw error;
  }
}
