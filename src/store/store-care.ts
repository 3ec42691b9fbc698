import type { Finding } from "../domain/finding.ts";
import type { Interruption, Warning } from "./store.ts";

/** The holder of the lock, as far as its record tells. */
export interface LockState {
  readonly pid: number | null;
  readonly command: string | null;
  /** Since it was taken, or its holder last gave a sign of life. */
  readonly held_ms: number;
  /** Null if that cannot be known: another container's process, or a record that cannot be read. */
  readonly is_alive: boolean | null;
}

export interface RunningTask {
  readonly agent_id: string;
  readonly task_id: string;
  readonly started_at: string;
  readonly lease_expires_at?: string;
}

/** How a store stands. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly lock: LockState | null;
  /** Running tasks, with the time of their start. */
  readonly running: readonly RunningTask[];
  /** Whether others wrote while it was looked at, again and again: then some of the findings may be theirs. */
  readonly isBusy: boolean;
}

/** What a repair has done. */
export interface Repair {
  /** What was wrong before. */
  readonly before: Examination;
  /** What is still wrong. */
  readonly after: Examination;
  /** Where copies of what was replaced lie. */
  readonly saved: readonly string[];
  /** The lists that were made again, with how many open tasks are missing that the index had counted. */
  readonly rebuilt: readonly { readonly agent_id: string; readonly tasks: number; readonly missing: number }[];
  /** Finished tasks of which nothing is left but that they ended. */
  readonly lost: readonly { readonly agent_id: string; readonly task_id: string }[];
  /** The tasks that have a new id. */
  readonly renumbered: readonly { readonly agent_id: string; readonly from: string; readonly to: string }[];
}

export interface CareOptions {
  /** Is told how many files of how many have been read, while that goes on. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly operator?: string;
  readonly signal?: Interruption;
}

export interface PurgeOptions extends CareOptions {
  /** What ended longer ago goes, in milliseconds. */
  readonly olderThanMs: number;
  /** Whether a copy of it is kept. */
  readonly isCopied: boolean;
  /** How many tasks it has to be: with any other number nothing is taken away. */
  readonly expectedTasks?: number;
}

/** What a purge takes away, or would. */
export interface PurgeReport {
  /** What ended before. */
  readonly before: string;
  readonly tasks: number;
  /** How many tasks ended before and stay: their list holds them, or an open task names them. */
  readonly kept: number;
  /** How many lines of the journal. */
  readonly events: number;
  readonly agents: readonly { readonly agent_id: string; readonly tasks: number }[];
  /** Where the copy lies, if one was made. */
  readonly copy?: string;
  readonly warnings: readonly Warning[];
}

/** Looks after a store: what is wrong with it, and how it is mended. */
export interface StoreCare {
  /**
   * Looks for all that is wrong. Without a lock, writing nothing.
   *
   * @throws IO_ERROR if the root cannot be seen
   */
  examine(options?: CareOptions): Promise<Examination>;
  /**
   * Mends what can be mended, under the lock. Nothing is discarded: what is replaced is copied first.
   *
   * @throws LOCK_ACQUIRE_FAILED, IO_ERROR
   * @throws SCHEMA_TOO_NEW if a newer program has written here; nothing was changed
   */
  repair(options?: CareOptions): Promise<Repair>;
  /**
   * Says what a purge would take away. Without a lock, writing nothing.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW
   */
  previewPurge(options: PurgeOptions): Promise<PurgeReport>;
  /**
   * Takes finished tasks out of the archive and old lines out of the journal, under the lock. What lists have counted
   * stays counted. It happens in one moment: whoever looks sees all of it there, or none.
   *
   * @throws INVALID_PARAMS if it is not as many tasks as expected; nothing was changed
   * @throws LOCK_ACQUIRE_FAILED, IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW; nothing was changed
   */
  purge(options: PurgeOptions): Promise<PurgeReport>;
}
