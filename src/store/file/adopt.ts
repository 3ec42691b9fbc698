import { nothingTold, replay } from "../../domain/replay.ts";
import { firstOfEach } from "../../domain/same-task.ts";
import type { Task } from "../../domain/task.ts";
import { monthOf } from "../../domain/timestamp.ts";
import { TaskListError } from "../../domain/errors.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { type Clock, timestamp } from "../clock.ts";
import type { UpdateOptions, Warning } from "../store.ts";
import { type Adoption, type AdoptionDraft, draftOf, planAdoption } from "./adoption-plan.ts";
import { agentFolders } from "./agent-folders.ts";
import { allCopies, archiveMissing } from "./archive-bulk.ts";
import { lastIdNumber, writeCounter } from "./id-counter.ts";
import { type Index, NOTHING_TOLD, entryOf, readIndex, withLists, withSpan, writeIndex } from "./index-file.ts";
import { appendEvents, journalEnd } from "./journal.ts";
import { archiveMonths, findCopies } from "./history.ts";
import { allEvents } from "./journal-state.ts";
import type { Layout } from "./layout.ts";
import { type ListFile, readList } from "./list-file.ts";
import { type HeldLock, acquireLock } from "./lock.ts";
import { type CommittedList, endsTold, syncListFolder, writeList } from "./outbox.ts";
import type { Patience } from "./patience.ts";
import { whereAndWhy } from "./system-error.ts";
import { isForeign, makeIndex, removeTemporaryFiles } from "./recovery.ts";
import { Superseded, type Writer, writerOf } from "./writer.ts";

/** What an adoption has to know of the call that it precedes. */
export interface AdoptionOrder {
  readonly clock: Clock;
  readonly keepFinished: number;
  readonly operator: string | undefined;
  readonly command: string;
  readonly patience: Patience;
  readonly onAdoption: UpdateOptions["onAdoption"];
  /** Whether nothing was known of the root: all lists are held against journal and archive then. */
  readonly isIndexLost: boolean;
}

/**
 * Takes over the lists that the original tool (or anybody without the lock) has written: missing archive copies,
 * a line of the journal for each task of which it does not know, the counter, and then each list with what only
 * we write.
 *
 * Nothing is lost if it is interrupted: until a list is written back, all of it is still in there, and what has
 * been derived from it is found the next time.
 *
 * @returns a warning for each list that was ours before
 */
export async function adoptLists(layout: Layout, order: AdoptionOrder): Promise<readonly Warning[]> {
  const { command, patience } = order;
  const lock = await acquireLock(layout, { agents: agentFolders(layout), command, patience });
  let isSettled = false;
  try {
    const warnings = await adoptUnderLock(layout, lock, order);
    isSettled = true;
    return warnings;
  } catch (error) {
    if (!(error instanceof Superseded)) throw error;
  } finally {
    lock.release({ isSettled });
  }
  await patience.pause();
  return adoptLists(layout, order);
}

async function adoptUnderLock(layout: Layout, lock: HeldLock, order: AdoptionOrder): Promise<readonly Warning[]> {
  const writer = writerOf(layout, lock);
  const touch = () => lock.touch();
  removeTemporaryFiles(layout);
  const known = readIndex(layout);
  const files = readableLists(layout);
  const now = timestamp(order.clock());
  const archive = order.isIndexLost ? allCopies(layout, touch) : undefined;
  const copies = archive?.tasks;
  const plans = planAll(layout, { known, files, copies, now, keepFinished: order.keepFinished, touch });
  const ended = plans.flatMap(({ ended: tasks, list }) => tasks.map((task) => ({ agentId: list.agent_id, task })));
  await archiveMissing(layout, ended, { writer, lock, copies, onProgress: order.onAdoption });
  const drafts = [...plans.flatMap((plan) => plan.drafts), ...draftsWithoutList(files, copies, now)];
  const told = writeJournal(layout, writer, known ?? makeIndex(layout), drafts, { operator: order.operator, now });
  const index = archive ? withEmptyMonths(layout, told) : told;
  const lastId = lastIdNumber(
    layout,
    known,
    files.map(({ list }) => list),
  );
  writeCounter(layout, writer, lastId);
  lock.touch();
  const lists = plans.map((plan) => writeAdopted(layout, writer, plan));
  writeIndex(layout, writer, withLists({ ...index, last_id: Math.max(index.last_id, lastId) }, lists));
  return [
    ...plans.filter(({ isOverwritten }) => isOverwritten).map(({ list }) => overwritten(layout, list.agent_id)),
    ...(archive?.unreadable ?? []).map((error): Warning => ({ problem: "copy_skipped", ...whereAndWhy(error) })),
  ];
}

function overwritten(layout: Layout, agentId: string): Warning {
  return { problem: "foreign_write", path: layout.list(agentId), reason: "" };
}

/** Of the months of the archive of which the journal does not tell there was nothing to tell: nobody need look there again. */
function withEmptyMonths(layout: Layout, index: Index): Index {
  const nothing = archiveMonths(layout).map((month) => [month, NOTHING_TOLD]);
  return { ...index, months: { ...Object.fromEntries(nothing), ...index.months } };
}

interface PlanFacts {
  readonly known: Index | undefined;
  readonly files: readonly ListFile[];
  /** The whole archive, if nothing is known of the root yet. */
  readonly copies: readonly Task[] | undefined;
  readonly now: string;
  readonly keepFinished: number;
  readonly touch: () => void;
}

function planAll(layout: Layout, { known, files, copies, now, keepFinished, touch }: PlanFacts): readonly Adoption[] {
  const foreign = copies ? files : files.filter((file) => isForeign(file, known));
  const told = foreign.length === 0 ? new Map<string, never>() : replay(allEvents(layout, touch), { keepFinished });
  return foreign.map((file) => {
    const { agent_id } = file.list;
    // Where the index is lost, a list of ours itself says what was counted.
    const own = copies && file.isOurs ? entryOf(file.list, file.version) : undefined;
    const entry = known?.agents.find((one) => one.agent_id === agent_id) ?? own;
    return planAdoption({
      file,
      entry,
      told: told.get(agent_id) ?? nothingTold(agent_id, now),
      archived: copies?.filter((task) => task.agent_id === agent_id),
      copiesOf: (id) => findCopies(layout, id, [agent_id]),
      now,
      keepFinished,
    });
  });
}

/** The lists that can be read. One that cannot is adopted when somebody has mended it. */
function readableLists(layout: Layout): readonly ListFile[] {
  return agentFolders(layout).flatMap((agentId) => {
    try {
      return readList(layout, agentId) ?? [];
    } catch (error) {
      // What the system refuses now it may allow later: only a file that is what it is can be left out.
      if (error instanceof TaskListError && error.code !== "IO_ERROR") return [];
      throw error;
    }
  });
}

/** The archive may have tasks of agents whose list is gone. */
function draftsWithoutList(
  files: readonly ListFile[],
  copies: PlanFacts["copies"],
  now: string,
): readonly AdoptionDraft[] {
  const agents = new Set(files.map(({ list }) => list.agent_id));
  return firstOfEach((copies ?? []).filter(({ agent_id }) => !agents.has(agent_id)).map((task) => ({ task }))).map(
    ({ task }) => ({ ...draftOf(task, task.agent_id, now), revision: 1 }),
  );
}

/**
 * Writes the lines under the months in which their tasks ended, the oldest first: so who asks for a month need not read
 * them all. As ever, no line goes before one that is there already.
 */
function writeJournal(
  layout: Layout,
  writer: Writer,
  before: Index,
  drafts: readonly AdoptionDraft[],
  { operator, now }: { operator: string | undefined; now: string },
): Index {
  return byMonth(drafts, monthOf(now)).reduce(
    (index, [month, lines]) => writeMonth(layout, writer, index, { month, lines, operator }),
    before,
  );
}

interface MonthLines {
  readonly month: string;
  readonly lines: readonly AdoptionDraft[];
  readonly operator: string | undefined;
}

function writeMonth(
  layout: Layout,
  writer: Writer,
  index: Index,
  { month: named, lines, operator }: MonthLines,
): Index {
  const month = index.journal_month !== null && index.journal_month > named ? index.journal_month : named;
  const end = journalEnd(layout, month);
  const lastSeq = Math.max(index.last_seq, end.lastSeq);
  const events = lines.map((draft, position) => eventOf(draft, lastSeq + 1 + position, operator));
  appendEvents(layout, writer, month, end, events);
  const months = withSpan(index.months, month, endsTold(events));
  return { ...index, last_seq: lastSeq + events.length, journal_month: month, months };
}

/** The lines by the month of their time, the oldest first; none later than the present. */
function byMonth(drafts: readonly AdoptionDraft[], latest: string): readonly [string, readonly AdoptionDraft[]][] {
  const months = new Map<string, AdoptionDraft[]>();
  for (const draft of drafts) {
    const month = monthOf(draft.at) < latest ? monthOf(draft.at) : latest;
    const known = months.get(month);
    if (known) known.push(draft);
    else months.set(month, [draft]);
  }
  return [...months].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function eventOf(draft: AdoptionDraft, seq: number, by: string | undefined): TaskEvent {
  const { at, agent_id, task_id, action, old_status, new_status, revision, ...rest } = draft;
  const operator = by ?? agent_id;
  return { seq, at, agent_id, task_id, action, old_status, new_status, operator, revision, ...rest };
}

function writeAdopted(layout: Layout, writer: Writer, { list, file, isChanged }: Adoption): CommittedList {
  if (!isChanged) return file;
  const written = writeList(layout, writer, list);
  syncListFolder(layout, list.agent_id);
  return written;
}
