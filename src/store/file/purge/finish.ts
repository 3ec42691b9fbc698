import { readdirSync, rmdirSync } from "node:fs";
import { endKeyOf, endOf } from "../../../domain/ending.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { momentOf } from "../../../domain/timestamp.ts";
import { removeCopies } from "../archive.ts";
import { firstPath, readCopy } from "../history.ts";
import type { Layout } from "../layout.ts";
import { type HeldLock, acquireLock } from "../lock.ts";
import { syncFolder } from "../new-file.ts";
import type { Patience } from "../patience.ts";
import { readMark } from "../purge-mark.ts";
import { type GoneEnd, goneByAgent } from "../purged-state.ts";
import { unlessUnreadable } from "../read-file.ts";
import { removeTemporaryFiles } from "../recovery.ts";
import { removeUnlessGone } from "../remove-file.ts";
import { accessing, isSystemError } from "../system-error.ts";
import { Superseded, type Writer, restoreAside, writerOf } from "../writer.ts";
import { markDone } from "./write-mark.ts";
import { purgeJournal } from "./purge-journal.ts";

/** Is told how many copies of how many have been removed. */
export type OnProgress = (done: number, total: number) => void;

interface FinishOptions {
  readonly command: string;
  readonly patience: Patience;
}

/** Removes what a purge took away whose writer died, under a lock of its own. */
export async function finishPurge(layout: Layout, { command, patience }: FinishOptions): Promise<void> {
  const lock = await acquireLock(layout, { agents: [], command, patience });
  let isSettled = false;
  try {
    removeTemporaryFiles(layout);
    removeGone(layout, lock);
    isSettled = true;
  } catch (error) {
    if (!(error instanceof Superseded)) throw error; // else somebody has taken it over
  } finally {
    lock.release({ isSettled });
  }
}

/**
 * Removes from archive and journal what a purge took away: for readers it has been gone since its mark was written. It may
 * be interrupted anywhere, and begun again.
 *
 * @throws Superseded
 */
export function removeGone(layout: Layout, lock: HeldLock, onProgress: OnProgress = () => undefined): void {
  const mark = readMark(layout);
  if (!mark || mark.is_done) return;
  const writer = writerOf(layout, lock);
  removeCopiesOf(layout, { writer, lock, onProgress });
  lock.touch();
  purgeJournal(layout, writer, mark.seq);
  lock.touch();
  markDone(layout, writer, mark);
}

interface Removal {
  readonly writer: Writer;
  readonly lock: HeldLock;
  readonly onProgress: OnProgress;
}

/** As many are removed between two signs of life. */
const BATCH = 500;

interface GoneCopy extends GoneEnd {
  readonly agent_id: string;
  readonly month: string;
}

function removeCopiesOf(layout: Layout, { writer, lock, onProgress }: Removal): void {
  const copies = [...goneByAgent(layout)].flatMap(([agent_id, gone]) =>
    gone.flatMap(({ month, ...end }): readonly GoneCopy[] =>
      month === undefined ? [] : [{ ...end, agent_id, month }],
    ),
  );
  let done = 0;
  for (const [month, ofMonth] of groupBy(copies, (copy) => copy.month)) {
    const folder = layout.month(month);
    const names = groupBy(namesIn(folder), (name) => name.split(".", 1)[0] ?? "");
    for (const copy of ofMonth) {
      if (done % BATCH === 0) lock.touch();
      onProgress(done, copies.length);
      done += 1;
      const isAlone = names.get(copy.task_id)?.length === 1;
      if (isAlone) removeFirst(layout, writer, copy);
      else removeCopies(layout, writer, copy.agent_id, { id: copy.task_id, ends: [copy.ended_at] });
    }
    settleFolder(layout, lock, folder);
  }
  if (copies.length > 0) onProgress(copies.length, copies.length);
}

/** Of most ids there is one copy: it need not be looked for, nor does another move up. */
function removeFirst(layout: Layout, writer: Writer, { agent_id, task_id, ended_at, month }: GoneCopy): void {
  const path = firstPath(layout.month(month), task_id);
  const aside = writer.takeAside(path, String(momentOf(ended_at)), { sync: false });
  const copy = aside === undefined ? undefined : unlessUnreadable(() => readCopy(aside));
  if (aside === undefined) return;
  if (copy?.agent_id === agent_id && endKeyOf(copy) === endOf(task_id, ended_at)) removeUnlessGone(aside);
  else restoreAside(aside, path); // somebody has put another in its place
}

/** Waits until the names are gone from the disk, and takes the folder away if it is empty. */
function settleFolder(layout: Layout, lock: HeldLock, folder: string): void {
  accessing(folder, () => {
    if (namesIn(folder).length > 0) return syncFolder(folder);
    if (!lock.isHeld()) throw new Superseded();
    try {
      rmdirSync(folder);
    } catch (error) {
      if (!isSystemError(error, "ENOENT", "ENOTEMPTY", "EEXIST")) throw error;
    }
    syncFolder(layout.history);
  });
}

function namesIn(folder: string): readonly string[] {
  return accessing(folder, () => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return [];
      throw error;
    }
  });
}
