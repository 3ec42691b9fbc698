import { linkSync, renameSync, utimesSync } from "node:fs";
import { TaskListError } from "../../domain/errors.ts";
import type { Layout } from "./layout.ts";
import { isDead, type LockRecord, ownRecord, parseRecord } from "./lock-owner.ts";
import { type SeenLock, watchLock } from "./lock-watch.ts";
import type { Patience } from "./patience.ts";
import { readFile } from "./read-file.ts";
import { accessing, asIoError, isSystemError } from "./system-error.ts";
import { writeNewFile } from "./new-file.ts";
import { removeQuietly, removeUnlessGone } from "./remove-file.ts";
import { type Fence } from "./writer.ts";

/** After this time without a sign of life a holder that cannot be proven dead is taken for dead. */
const TAKE_OVER_AFTER_MS = 5000;
/** ... or after this part of a waiter's patience, if that is less: a waiter must not give up before. */
const TAKE_OVER_SHARE = 0.6;
/** ... but a writer at work is given this time, however short the patience of those who wait. */
const LEAST_SILENCE_MS = 100;

/**
 * The one lock of a root, held.
 *
 * It keeps order. It does not keep promises: whoever sleeps for too long loses it without noticing, so
 * every writer looks at the file once more before it renames anything into place (see `Fence`).
 */
export interface HeldLock extends Fence {
  touch(): void;
  /**
   * Lets the next one in. `isSettled` says that nothing is left to do for others; if not, the lock
   * file stays behind as `.tmp/redo-*`, and the next holder carries out what it names.
   */
  release(options: { isSettled: boolean }): void;
}

/** What a lock file says. */
interface Holder {
  readonly text: string;
  readonly record: LockRecord | undefined;
}

/**
 * Waits for the lock of a root and takes it. A dead holder's is taken over at once, that of a holder
 * without a sign of life after 5 seconds, or 60 % of the waiter's patience if that is less.
 *
 * @throws LOCK_ACQUIRE_FAILED when patience is at its end
 */
export async function acquireLock(
  layout: Layout,
  { agents, command, patience }: { agents: readonly string[]; command: string; patience: Patience },
): Promise<HeldLock> {
  const text = `${JSON.stringify(ownRecord(command, agents))}\n`;
  const candidate = layout.newTemporary("wait");
  const takeOverAfterMs = Math.max(LEAST_SILENCE_MS, Math.min(TAKE_OVER_AFTER_MS, TAKE_OVER_SHARE * patience.limitMs));
  const watch = watchLock(layout, patience);
  try {
    // Our file is made first, and waits with us: who makes it only when the lock is free comes too late.
    if (makeAndTake(layout, candidate, text)) return heldLock(layout, text);
    for (;;) {
      const seen = watch.look();
      if (!seen && tryToTake(layout, candidate, text)) return heldLock(layout, text);
      const isAtItsEnd = patience.spentMs >= patience.limitMs;
      const holder = seen && (watch.isDue() || isAtItsEnd) ? readHolder(layout) : undefined;
      // What was read must be what has been silent: it may have changed hands in between.
      const isTheSame = holder !== undefined && watch.look() === seen;
      if (isTheSame && (watch.silentMs() >= takeOverAfterMs || (holder.record && isDead(holder.record)))) {
        takeOver(layout, holder);
        continue;
      }
      if (isAtItsEnd) throw refusal(layout, patience, { seen, holder });
      await patience.pause(watch.waiters());
    }
  } finally {
    removeQuietly(candidate);
  }
}

/** Puts our lock file in place if there is none. The file to link is kept while we wait, and made anew if it was swept away. */
function tryToTake(layout: Layout, candidate: string, text: string): boolean {
  try {
    linkSync(candidate, layout.lock);
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return false;
    if (isSystemError(error, "ENOENT")) return makeAndTake(layout, candidate, text);
    if (isSystemError(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS")) return takeWithoutLink(layout, text);
    throw asIoError(error, layout.lock);
  }
}

function makeAndTake(layout: Layout, candidate: string, text: string): boolean {
  accessing(candidate, () => writeNewFile(candidate, text, { root: layout.root, sync: false }));
  return tryToTake(layout, candidate, text);
}

/** For file systems without hard links. For a moment the file is empty there: its owner is unknown then. */
function takeWithoutLink(layout: Layout, text: string): boolean {
  try {
    writeNewFile(layout.lock, text, { root: layout.root, sync: false });
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return false;
    throw asIoError(error, layout.lock);
  }
}

/** Who holds the lock; undefined if nobody does by now. */
function readHolder(layout: Layout): Holder | undefined {
  const text = accessing(layout.lock, () => readLockText(layout.lock));
  return text === undefined ? undefined : { text, record: parseRecord(text) };
}

/** The lock file's text; empty if we may not read it: its owner is unknown then. */
function readLockText(path: string): string | undefined {
  try {
    return readFile(path)?.bytes.toString("utf8");
  } catch (error) {
    if (isSystemError(error, "EACCES")) return "";
    throw error;
  }
}

/**
 * Moves a dead holder's file out of the way. Whoever is quicker may have put a living lock in its place
 * since we looked; that one we move away too, at the worst: its holder sees it at its fence. What nobody
 * ever does is put a file back: a token that has left `.lock` must not return.
 */
function takeOver(layout: Layout, holder: Holder): void {
  if (readLockText(layout.lock) === holder.text) takeAway(layout, layout.newTemporary("redo"));
}

/** Moves the lock file to where the next holder looks for what is undone. Returns whether there was one. */
function takeAway(layout: Layout, left: string): boolean {
  try {
    renameSync(layout.lock, left);
    return true;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return false;
    throw asIoError(error, layout.lock);
  }
}

function heldLock(layout: Layout, text: string): HeldLock {
  const isHeld = () => readLockText(layout.lock) === text;
  return {
    isHeld,
    touch() {
      if (isHeld()) accessing(layout.lock, () => utimesSync(layout.lock, new Date(), new Date()));
    },
    release({ isSettled }) {
      accessing(layout.lock, () => {
        if (!isHeld()) return;
        const left = layout.newTemporary("redo");
        if (!takeAway(layout, left)) return; // taken over since we looked
        // The next holder may be quicker: it removes what it has looked after.
        if (isSettled && readLockText(left) === text) removeUnlessGone(left);
      });
    },
  };
}

function refusal(
  layout: Layout,
  patience: Patience,
  { seen, holder }: { readonly seen: SeenLock | undefined; readonly holder: Holder | undefined },
): TaskListError {
  return new TaskListError("LOCK_ACQUIRE_FAILED", {
    path: layout.lock,
    waited_ms: Math.round(patience.spentMs),
    ...(seen && { held_ms: Math.max(0, Math.round(Date.now() - seen.changedAt)) }),
    ...(holder?.record && { holder: { pid: holder.record.pid, command: holder.record.command } }),
  });
}
