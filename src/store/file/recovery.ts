import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Warning } from "../store.ts";
import { settleRemoved } from "./archive.ts";
import { agentFolders } from "./agent-folders.ts";
import { lastIdNumber } from "./id-counter.ts";
import { EMPTY_INDEX, type Index, readIndex, revisionIn, withSpan, writeIndex } from "./index-file.ts";
import { largestSeq } from "./journal.ts";
import { eventsBackwards, journalMonths } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { type ListFile, readList } from "./list-file.ts";
import { parseRecord } from "./lock-owner.ts";
import { readMark } from "./purge-mark.ts";
import { endsTold, settleAgain } from "./outbox.ts";
import { isSameVersion, isUnreadable, readFile } from "./read-file.ts";
import { accessing, asIoError, isSystemError } from "./system-error.ts";
import { TaskListError } from "../../domain/errors.ts";
import { PURGED, versionFields } from "../../domain/schema-version.ts";
import { removeQuietly, removeUnlessGone } from "./remove-file.ts";
import type { Writer } from "./writer.ts";

const WAITING_MS = 60_000;

/** What a new holder of the lock finds once everything that earlier ones left undone is done. */
export interface Recovered {
  readonly index: Index;
  /** The holder's own lists, if nothing had to be done that may have changed them. */
  readonly lists: readonly ListFile[];
  readonly warnings: readonly Warning[];
}

/** A lock file that its holder did not remove, because it died or had not finished. */
interface Left {
  readonly path: string;
  /** The agents that it may have changed; undefined if it does not say. */
  readonly agents: readonly string[] | undefined;
}

/** Lists stand there that no holder of the lock has written, or may be: they have to be adopted before anything else. */
export class Unadopted extends Error {
  /** Whether nothing is known of the root: then every list has to be held against journal and archive. */
  readonly isIndexLost: boolean;

  constructor({ isIndexLost }: { isIndexLost: boolean }) {
    super();
    this.isIndexLost = isIndexLost;
  }
}

/** A purge is decided, and its writer died before all that it took away was removed: that has to be done first. */
export class PurgeUndone extends Error {}

/**
 * The first work of every holder: makes the fence complete, then carries out what earlier holders owe.
 *
 * Removing their temporary files is what keeps a holder that slept from renaming one into place later;
 * so it comes before anything is read.
 *
 * @throws PurgeUndone, Unadopted
 */
export function recover(layout: Layout, writer: Writer, { agents: ownAgents, isAdopted }: RecoveryOptions): Recovered {
  const left = removeTemporaryFiles(layout).flatMap((path) => readLeft(path));
  if (left.length > 0 && readMark(layout)?.is_done === false) throw new PurgeUndone();
  const known = readIndex(layout);
  const isAllSuspect = !known || left.some(({ agents }) => !agents);
  const suspects = isAllSuspect ? agentFolders(layout) : left.flatMap(({ agents }) => agents ?? []);
  const { lists, skipped } = readLists(layout, new Set([...ownAgents, ...suspects]), ownAgents);
  if (!isAdopted && known && lists.some((file) => isForeign(file, known))) throw new Unadopted({ isIndexLost: false });
  const index = known ?? makeIndex(layout);
  const owing = lists.filter(
    ({ list, isOurs }) =>
      isOurs && (suspects.includes(list.agent_id) || revisionIn(index, list.agent_id) !== list.revision),
  );
  const isNothingOwed = owing.length === 0 && known !== undefined;
  const settled = isNothingOwed ? index : settleAgain(layout, writer, index, owing);
  // An index is a promise that all lists are known: without one every list has to be looked at first.
  if (!isAdopted && !known && lists.length > 0) throw new Unadopted({ isIndexLost: true });
  if (!isNothingOwed) writeIndex(layout, writer, settled);
  for (const { path, agents } of left) {
    // A list that cannot be read may owe something: what names it stays until somebody has mended it.
    const isDone = skipped.every(({ agent }) => agents && !agents.includes(agent));
    if (isDone) removeQuietly(path);
  }
  return { index: settled, lists: isNothingOwed ? lists : [], warnings: skipped.map(({ warning }) => warning) };
}

export interface RecoveryOptions {
  /** The agents whose lists the holder is about to change. */
  readonly agents: readonly string[];
  /** Whether foreign lists have just been adopted. */
  readonly isAdopted: boolean;
}

/**
 * Whether a list was written by another program: it lacks what only we write, or has a revision that is over, or is not
 * the version of the file that had its revision. (A revision that the index does not know yet is our own, of a writer
 * that died.)
 */
export function isForeign({ list, version, isOurs }: ListFile, index: Index | undefined): boolean {
  if (!isOurs) return true;
  const entry = index?.agents.find(({ agent_id }) => agent_id === list.agent_id);
  if (!entry || entry.revision < list.revision) return false;
  return entry.revision > list.revision || !isSameVersion(entry.file, version);
}

/** Returns the paths of what earlier holders left behind as `redo-*`. What is not a file is nobody's temporary file. */
export function removeTemporaryFiles(layout: Layout): readonly string[] {
  const left: string[] = [];
  for (const name of accessing(layout.temporary, () => readdirSync(layout.temporary))) {
    const path = join(layout.temporary, name);
    if ((name.startsWith("wait-") && isYoung(path)) || isFolderQuietly(path)) continue;
    if (name.startsWith("redo-")) left.push(path);
    else if (name.startsWith("undo-")) settleRemoved(layout, path);
    else removeUnlessGone(path);
  }
  return left;
}

function isFolderQuietly(path: string): boolean {
  return accessing(path, () => lstatSync(path, { throwIfNoEntry: false }))?.isDirectory() ?? false;
}

export function isYoung(path: string): boolean {
  const stat = accessing(path, () => lstatSync(path, { throwIfNoEntry: false }));
  return stat !== undefined && Date.now() - stat.mtimeMs < WAITING_MS;
}

/** Nothing if it is gone: its own holder has removed it in the meantime, which says that all was done. */
function readLeft(path: string): Left[] {
  try {
    const file = readFile(path);
    return file ? [{ path, agents: parseRecord(file.bytes.toString("utf8"))?.agents }] : [];
  } catch (error) {
    // Another user's, or a link: it does not tell whose lists it is about.
    if (isSystemError(error, "EACCES") || isUnreadable(error)) return [{ path, agents: undefined }];
    throw asIoError(error, path);
  }
}

function readLists(
  layout: Layout,
  agents: ReadonlySet<string>,
  ownAgents: readonly string[],
): { lists: readonly ListFile[]; skipped: readonly { agent: string; warning: Warning }[] } {
  const lists: ListFile[] = [];
  const skipped: { agent: string; warning: Warning }[] = [];
  for (const agent of agents) {
    try {
      const file = readList(layout, agent);
      if (file) lists.push(file);
    } catch (error) {
      if (!(error instanceof TaskListError) || ownAgents.includes(agent)) throw error;
      skipped.push({ agent, warning: { problem: "list_skipped", path: layout.list(agent), reason: error.code } });
    }
  }
  return { lists, skipped };
}

/** An index from nothing: what the journal and the lists know. */
export function makeIndex(layout: Layout): Index {
  const journals = journalMonths(layout);
  return {
    ...EMPTY_INDEX,
    ...(readMark(layout) && versionFields(PURGED)),
    last_seq: largestSeq(layout),
    last_id: lastIdNumber(layout, undefined, []),
    journal_month: journals.at(-1) ?? null,
    months: journals.reduce(
      (months, month) => withSpan(months, month, endsTold(eventsBackwards(layout, month))),
      EMPTY_INDEX.months,
    ),
  };
}
