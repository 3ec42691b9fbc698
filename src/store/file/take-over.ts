import { isDeepStrictEqual } from "node:util";
import type { AgentList, Totals } from "../../domain/agent-list.ts";
import { TaskListError } from "../../domain/errors.ts";
import { groupBy } from "../../domain/group-by.ts";
import { replay } from "../../domain/replay.ts";
import { type Retold, nothingTold } from "../../domain/retold.ts";
import type { Task } from "../../domain/task.ts";
import { type Clock, timestamp } from "../clock.ts";
import type { UpdateOptions, Warning } from "../store.ts";
import { writeJournal } from "./adoption-journal.ts";
import { type Adoption, type AdoptionDraft, draftsWithoutList, planAdoption } from "./adoption-plan.ts";
import { agentFolders } from "./agent-folders.ts";
import { type EndedTask, allCopies, archiveMissing } from "./archive-bulk.ts";
import { lastIdNumber, writeCounter } from "./id-counter.ts";
import { type Index, NOTHING_TOLD, entryOf, readIndex, withLists, writeIndex } from "./index-file.ts";
import { archiveMonths, findCopies } from "./history.ts";
import { allEvents } from "./all-events.ts";
import type { Layout } from "./layout.ts";
import { type ListFile, readList } from "./list-file.ts";
import type { HeldLock } from "./lock.ts";
import { type CommittedList, syncListFolder, writeList } from "./outbox.ts";
import { isForeign, makeIndex, removeTemporaryFiles } from "./recovery.ts";
import { toldBefore } from "./purged-state.ts";
import { whereAndWhy } from "./system-error.ts";
import { type Writer, writerOf } from "./writer.ts";

/** How lists are taken over. */
export interface TakeOver {
  readonly clock: Clock;
  readonly keepFinished: number;
  readonly operator: string | undefined;
  readonly onAdoption: UpdateOptions["onAdoption"];
  /** Whether all lists are held against journal and archive: nothing is known of the root, or nothing is taken for known. */
  readonly isIndexLost: boolean;
}

/** The lists as a repair has them, where they are not those of the files. */
export interface MendedLists {
  readonly files: readonly ListFile[];
  /** How many tasks of a list ended, where more is known of it than of others' lists. */
  readonly totalsOf: (list: AgentList) => Totals;
  /** Those of them that have to be written. */
  readonly mustWrite: ReadonlySet<string>;
  /** Finished tasks of no list whose copies the archive may lack. */
  readonly ended: readonly EndedTask[];
  /** The seq that was given last, if more is known of it than the journal tells. */
  readonly lastSeq: number;
}

/**
 * Takes over what other programs have written: missing archive copies, a line of the journal for each task of which it
 * does not know, the counter, and then each list with what only we write.
 *
 * Nothing is lost if it is interrupted: until a list is written back, all of it is still in there, and what has
 * been derived from it is found the next time.
 *
 * @returns a warning for each list that was ours before
 * @throws Superseded
 */
export async function takeOverLists(
  layout: Layout,
  lock: HeldLock,
  order: TakeOver,
  mended?: MendedLists,
): Promise<readonly Warning[]> {
  const writer = writerOf(layout, lock);
  const touch = () => lock.touch();
  removeTemporaryFiles(layout);
  const known = order.isIndexLost ? undefined : readIndex(layout);
  const files = mended?.files ?? readableLists(layout);
  const now = timestamp(order.clock());
  const archive = order.isIndexLost ? allCopies(layout, touch) : undefined;
  const copies = archive?.tasks;
  const told = replay(allEvents(layout, touch), order, toldBefore(layout));
  const facts = { known, files, copies, told, now, keepFinished: order.keepFinished };
  const plans = planAll(layout, facts);
  const ended = plans.flatMap(({ ended: tasks, list }) => tasks.map((task) => ({ agentId: list.agent_id, task })));
  const missing = [...ended, ...(mended?.ended ?? [])];
  await archiveMissing(layout, missing, { writer, lock, copies, onProgress: order.onAdoption });
  const drafts = [...plans.flatMap((plan) => plan.drafts), ...draftsOfOthers(facts)];
  const before = known ?? makeIndex(layout);
  const base = { ...before, last_seq: Math.max(before.last_seq, mended?.lastSeq ?? 0) };
  const written = writeJournal(layout, writer, base, drafts, { operator: order.operator, now });
  const index = archive ? withEmptyMonths(layout, written) : written;
  const lastId = lastIdNumber(
    layout,
    known,
    files.map(({ list }) => list),
  );
  writeCounter(layout, writer, lastId);
  lock.touch();
  const lists = plans.map((plan) => writeAdopted(layout, writer, plan, mended));
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
  /** What the journal tells of each agent. */
  readonly told: ReadonlyMap<string, Retold>;
  readonly now: string;
  readonly keepFinished: number;
}

function planAll(layout: Layout, { known, files, copies, told, now, keepFinished }: PlanFacts): readonly Adoption[] {
  const foreign = copies ? files : files.filter((file) => isForeign(file, known));
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

/** The archive may have tasks of agents that have no list. */
function draftsOfOthers({ files, copies = [], told, now }: PlanFacts): readonly AdoptionDraft[] {
  const agents = new Set(files.map(({ list }) => list.agent_id));
  const others = groupBy(
    copies.filter(({ agent_id }) => !agents.has(agent_id)),
    ({ agent_id }) => agent_id,
  );
  return [...others].flatMap(([agentId, tasks]) =>
    draftsWithoutList(agentId, tasks, told.get(agentId) ?? nothingTold(agentId, now), now),
  );
}

function writeAdopted(
  layout: Layout,
  writer: Writer,
  { list, file, isChanged }: Adoption,
  mended?: MendedLists,
): CommittedList {
  const { agent_id } = list;
  const totals = mended?.totalsOf(list) ?? list.totals;
  const isWrong = !isDeepStrictEqual(totals, file.list.totals);
  if (!isChanged && !isWrong && !mended?.mustWrite.has(agent_id)) return file;
  const written = writeList(layout, writer, { ...list, totals });
  syncListFolder(layout, agent_id);
  return written;
}
