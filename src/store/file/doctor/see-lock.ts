import { lstatSync } from "node:fs";
import type { Finding } from "../../../domain/finding.ts";
import type { LockState } from "../../store-care.ts";
import type { Layout } from "../layout.ts";
import { isAlive, parseRecord } from "../lock-owner.ts";
import { readFile, unlessUnreadable } from "../read-file.ts";
import { accessing } from "../system-error.ts";

/** An owner that cannot be proven dead, and has held the lock for so long, is as good as dead: any other would have taken it. */
const LONG_MS = 60_000;

/** Who holds the lock, and for how long; null if nobody does. */
export function seeLock(layout: Layout): LockState | null {
  const stat = accessing(layout.lock, () => lstatSync(layout.lock, { throwIfNoEntry: false }));
  if (!stat) return null;
  const text = accessing(layout.lock, () => unlessUnreadable(() => readFile(layout.lock)))?.bytes.toString("utf8");
  const record = parseRecord(text ?? "");
  return {
    pid: record?.pid ?? null,
    command: record?.command ?? null,
    held_ms: Math.max(0, Math.round(Date.now() - stat.mtimeMs)),
    is_alive: (record && isAlive(record)) ?? null,
  };
}

/** Whether somebody may be writing just now. */
export function mayBeAtWork(lock: LockState | null): boolean {
  return lock !== null && lock.is_alive !== false && lock.held_ms <= LONG_MS;
}

export function checkLock(layout: Layout, lock: LockState | null): readonly Finding[] {
  return lock && !mayBeAtWork(lock) ? [{ problem: "lock_left", path: layout.lock }] : [];
}
