import { readFileSync, readlinkSync } from "node:fs";
import { isFolderName } from "../../domain/agent-id.ts";
import type { LockHolder } from "../../domain/errors.ts";
import { randomText } from "./layout.ts";
import { isSystemError } from "./system-error.ts";

/** What a lock file says of the process that made it. A token belongs to one holding of the lock, and never returns. */
export interface LockRecord extends LockHolder {
  readonly token: string;
  /** Clock ticks from boot to the start of the process; null where there is no /proc. */
  readonly start_time: string | null;
  readonly boot_id: string | null;
  readonly pid_namespace: string | null;
  /** The agents that it may change: if it dies, their outboxes are looked at. */
  readonly agents: readonly string[];
}

/** The record of this process for one holding of the lock. */
export function ownRecord(command: string, agents: readonly string[]): LockRecord {
  const { boot_id, pid_namespace } = ownPlace();
  const start_time = boot_id === null ? null : (processState(process.pid)?.startTime ?? null);
  return {
    token: `${process.pid}-${randomText()}`,
    pid: process.pid,
    command,
    agents,
    start_time,
    boot_id,
    pid_namespace,
  };
}

/** Reads a record; undefined if the file is empty, torn or foreign: its owner is unknown then. */
export function parseRecord(text: string): LockRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process of a record is proven to be dead. */
export function isDead(record: LockRecord): boolean {
  return isAlive(record) === false;
}

/**
 * Whether the process of a record is alive; undefined where that cannot be known.
 *
 * A process id alone proves nothing: every container has a process 1, and ids are used again.
 * It has to be an id of our own boot and our own namespace.
 */
export function isAlive(record: LockRecord): boolean | undefined {
  if (record.boot_id === null || record.pid_namespace === null || record.start_time === null) return undefined;
  const here = ownPlace();
  if (record.boot_id !== here.boot_id || record.pid_namespace !== here.pid_namespace) return undefined;
  if (!processExists(record.pid)) return false;
  const state = processState(record.pid);
  return state && state.startTime === record.start_time && !state.isZombie;
}

function isRecord(value: unknown): value is LockRecord {
  if (typeof value !== "object" || value === null) return false;
  const fields: Partial<Record<keyof LockRecord, unknown>> = value;
  return (
    typeof fields.token === "string" &&
    Number.isSafeInteger(fields.pid) &&
    typeof fields.command === "string" &&
    Array.isArray(fields.agents) &&
    fields.agents.every((agent) => typeof agent === "string" && isFolderName(agent))
  );
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isSystemError(error, "ESRCH");
  }
}

/** Source: proc_pid_stat(5). The command in field 2 may hold anything, so the fields are counted from its last parenthesis. */
function processState(pid: number): { startTime: string; isZombie: boolean } | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, startTime] = [fields?.[0], fields?.[19]];
  if (state === undefined || startTime === undefined) return undefined;
  return { startTime, isZombie: state === "Z" || state === "X" };
}

interface Place {
  readonly boot_id: string | null;
  readonly pid_namespace: string | null;
}

let placeOfThisProcess: Place | undefined;

/** Where this process runs, which never changes; nulls where /proc is missing, or another namespace's: a container can show one. */
function ownPlace(): Place {
  placeOfThisProcess ??=
    readProcLink("/proc/self") === String(process.pid)
      ? {
          boot_id: readProc("/proc/sys/kernel/random/boot_id")?.trim() ?? null,
          pid_namespace: readProcLink("/proc/self/ns/pid") ?? null,
        }
      : { boot_id: null, pid_namespace: null };
  return placeOfThisProcess;
}

function readProc(path: string): string | undefined {
  return unlessRefused(() => readFileSync(path, "utf8"));
}

function readProcLink(path: string): string | undefined {
  return unlessRefused(() => readlinkSync(path));
}

function unlessRefused<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
