import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Warning } from "../store.ts";
import { agentFolders, lastIdNumber } from "./id-counter.ts";
import { EMPTY_INDEX, type Index, readIndex, revisionIn } from "./index-file.ts";
import { journalMonths, largestSeq } from "./journal.ts";
import type { Layout } from "./layout.ts";
import { type ListFile, readList } from "./list-file.ts";
import { parseRecord } from "./lock-owner.ts";
import { settleAgain } from "./outbox.ts";
import { readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import { TaskListError } from "../../domain/errors.ts";
import { removeUnlessGone, type Writer } from "./writer.ts";

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

/**
 * The first work of every holder: makes the fence complete, then carries out what earlier holders owe.
 *
 * Removing their temporary files is what keeps a holder that slept from renaming one into place later;
 * so it comes before anything is read.
 */
export function recover(layout: Layout, writer: Writer, ownAgents: readonly string[]): Recovered {
  const left = removeTemporaryFiles(layout).flatMap((path) => readLeft(path));
  const known = readIndex(layout);
  const isAllSuspect = !known || left.some(({ agents }) => !agents);
  const suspects = isAllSuspect ? agentFolders(layout) : left.flatMap(({ agents }) => agents ?? []);
  const { lists, skipped } = readLists(layout, new Set([...ownAgents, ...suspects]), ownAgents);
  const index = known ?? makeIndex(layout);
  const owing = lists.filter(
    ({ list }) => suspects.includes(list.agent_id) || revisionIn(index, list.agent_id) !== list.revision,
  );
  const isNothingOwed = owing.length === 0 && known !== undefined;
  const settled = isNothingOwed ? index : settleAgain(layout, writer, index, owing);
  for (const { path, agents } of left) {
    // A list that cannot be read may owe something: what names it stays until somebody has mended it.
    const isDone = skipped.every(({ agent }) => agents && !agents.includes(agent));
    if (isDone) removeUnlessGone(path);
  }
  return { index: settled, lists: isNothingOwed ? lists : [], warnings: skipped.map(({ warning }) => warning) };
}

/** Returns the paths of what earlier holders left behind as `redo-*`. */
function removeTemporaryFiles(layout: Layout): readonly string[] {
  const names = accessing(layout.temporary, () => readdirSync(layout.temporary));
  for (const name of names) {
    const path = join(layout.temporary, name);
    if (!name.startsWith("redo-") && !(name.startsWith("wait-") && isYoung(path))) removeUnlessGone(path);
  }
  return names.filter((name) => name.startsWith("redo-")).map((name) => join(layout.temporary, name));
}

function isYoung(path: string): boolean {
  const stat = accessing(path, () => lstatSync(path, { throwIfNoEntry: false }));
  return stat !== undefined && Date.now() - stat.mtimeMs < WAITING_MS;
}

/** Nothing if it is gone: its own holder has removed it in the meantime, which says that all was done. */
function readLeft(path: string): Left[] {
  const file = accessing(path, () => readFile(path));
  return file ? [{ path, agents: parseRecord(file.bytes.toString("utf8"))?.agents }] : [];
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
function makeIndex(layout: Layout): Index {
  return {
    ...EMPTY_INDEX,
    last_seq: largestSeq(layout),
    last_id: lastIdNumber(layout, undefined, []),
    journal_month: journalMonths(layout).at(-1) ?? null,
  };
}
