import { lstatSync, readdirSync } from "node:fs";
import type { Layout } from "./layout.ts";
import type { Patience } from "./patience.ts";
import { accessing } from "./system-error.ts";

/** So often a silent holder is looked up: whether it is dead. */
const ASK_AGAIN_MS = 20;
/** So often the others who wait are counted. */
const COUNT_AGAIN_MS = 200;

/** A lock file as it was seen: it is read only when somebody wants to know whose it is. */
export interface SeenLock {
  /** Changes with the file, and whenever its holder touches it. */
  readonly signOfLife: string;
  readonly changedAt: number;
}

/** What a waiter sees of the lock over time, with as few looks as it takes: they are the cost of waiting. */
export interface LockWatch {
  /** Looks at the lock file: what was seen before, as long as it has not changed; undefined if there is none. */
  look(): SeenLock | undefined;
  /** For how long there has been no sign of life. */
  silentMs(): number;
  /** Whether it is time to ask whether the holder is dead. Among many writers the lock changes hands at nearly every look, and nobody need ask. */
  isDue(): boolean;
  /** How many wait, this process among them. */
  waiters(): number;
}

export function watchLock(layout: Layout, patience: Patience): LockWatch {
  let seen: SeenLock | undefined;
  let silentSinceMs = 0;
  let askedAtMs = -Infinity;
  let waiters = 1;
  let countedAtMs = -Infinity;
  return {
    look() {
      const stat = accessing(layout.lock, () => lstatSync(layout.lock, { throwIfNoEntry: false }));
      const signOfLife = stat && `${stat.ino} ${stat.mtimeMs} ${stat.ctimeMs}`;
      if (signOfLife === seen?.signOfLife) return seen;
      silentSinceMs = patience.spentMs;
      askedAtMs = -Infinity;
      seen = stat && signOfLife !== undefined ? { signOfLife, changedAt: stat.mtimeMs } : undefined;
      return seen;
    },
    silentMs: () => patience.spentMs - silentSinceMs,
    isDue() {
      const isDue = patience.spentMs > silentSinceMs && patience.spentMs - askedAtMs >= ASK_AGAIN_MS;
      if (isDue) askedAtMs = patience.spentMs;
      return isDue;
    },
    waiters() {
      if (patience.spentMs - countedAtMs >= COUNT_AGAIN_MS) {
        const names = accessing(layout.temporary, () => readdirSync(layout.temporary));
        waiters = names.filter((name) => name.startsWith("wait-")).length;
        countedAtMs = patience.spentMs;
      }
      return waiters;
    },
  };
}
