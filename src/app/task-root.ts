import type { TaskStatus } from "../domain/task.ts";
import type { CreateResult } from "./create-task.ts";
import type { DoctorResult } from "./doctor.ts";
import type { EndResult } from "./end-task.ts";
import type { GetResult } from "./get-task.ts";
import type { AgentsResult } from "./list-agents.ts";
import type { ListResult } from "./list-tasks.ts";
import type { QueryResult } from "./query-tasks.ts";
import type { RetryResult } from "./retry-task.ts";
import type { HistoryResult } from "./show-history.ts";
import type { StatsResult } from "./show-stats.ts";
import type { StartResult } from "./start-task.ts";

/** How a task root is worked with. What is not said here its `config.json` says, else the default. */
export interface TaskRootOptions {
  /** Who acts, for the journal; by default the agent itself. */
  readonly operator?: string;
  /** How long a change waits while others write: 0 to 600,000 ms, by default 8,000. */
  readonly lockTimeoutMs?: number;
}

/** What may be said of a single call. */
export interface CallOptions {
  /** Say what would be done, and change nothing. */
  readonly dryRun?: boolean;
  /** Gives up waiting for others, with the signal's own reason. What has been committed stays. */
  readonly signal?: AbortSignal;
}

/** 1 to 10, higher is more urgent; P0 to P3 stand for 10, 7, 4 and 1. */
export type Priority = number | "P0" | "P1" | "P2" | "P3";

/** A task to be added. */
export interface NewTaskInput {
  /** The task in a line, at most 500 characters. */
  readonly name: string;
  readonly description?: string;
  /** 5 if left out. */
  readonly priority?: Priority;
  /** An object of the caller's own. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The caller's own name for the task: while it is open, the same call adds it once. */
  readonly key?: string;
}

/** One task, described here, or several in `input`. */
export type CreateInput = {
  readonly agent: string;
  /** The agent's display name. */
  readonly agent_name?: string;
} & (NewTaskInput | { readonly input: readonly NewTaskInput[] });

export interface StartInput {
  readonly agent: string;
  /** A certain pending task, instead of the most urgent. */
  readonly task_id?: string;
}

export interface CompleteInput {
  readonly agent: string;
  /** With it, the call can be repeated. */
  readonly task_id?: string;
  /** What was delivered; of more than 64 KiB the end is kept. */
  readonly result?: string;
}

export interface FailInput {
  readonly agent: string;
  /** With it, the call can be repeated. */
  readonly task_id?: string;
  /** What went wrong; of more than 64 KiB the end is kept. */
  readonly error: string;
}

export interface CancelInput {
  readonly agent: string;
  readonly task_id: string;
  readonly reason?: string;
}

export interface RetryInput {
  readonly agent: string;
  readonly task_id: string;
}

export interface ListInput {
  readonly agent: string;
  readonly limit?: number;
}

export interface GetInput {
  readonly task_id: string;
  readonly agent?: string;
}

/** Times are ISO 8601, a day or a moment; both ends belong to the period. */
export interface QueryInput {
  readonly agent?: string;
  readonly status?: TaskStatus;
  readonly min_priority?: Priority;
  readonly from?: string;
  readonly to?: string;
  /** Which time of a task the period is about; by default when it was assigned. */
  readonly by?: "assigned" | "started" | "finished";
  readonly limit?: number;
}

export interface StatsInput {
  /** All agents if left out. */
  readonly agent?: string;
}

export interface HistoryInput {
  readonly agent: string;
  /** 10 if left out. */
  readonly limit?: number;
  /** Tasks that ended in that month: `2026-04`. */
  readonly month?: string;
}

export interface DoctorInput {
  /** Mend what can be mended; what is replaced is copied first. */
  readonly repair?: boolean;
  /** Find tasks that have been running for longer: `90s`, `30m`, `4h`, `2d`. */
  readonly stale?: string;
}

/**
 * The queues of one task root, worked with as on the command line: the same names, input and rules.
 *
 * Each call reads the files anew. A change is durable when its promise resolves; every refusal is a rejection with a
 * `TaskListError`, and has changed nothing.
 */
export interface TaskRoot {
  /** Adds a task, or with `input` several, all or nothing. With a `key` the same call can be repeated. */
  create(input: CreateInput, options?: CallOptions): Promise<CreateResult>;
  /** Makes the most urgent pending task, or the named one, the agent's current task. */
  start(input: StartInput, options?: CallOptions): Promise<StartResult>;
  /** Ends the current task as completed. */
  complete(input: CompleteInput, options?: CallOptions): Promise<EndResult>;
  /** Ends the current task as failed. */
  fail(input: FailInput, options?: CallOptions): Promise<EndResult>;
  /** Ends a running or pending task that is not to be done. Can be repeated. */
  cancel(input: CancelInput, options?: CallOptions): Promise<EndResult>;
  /** Puts a failed task back into the queue. */
  retry(input: RetryInput, options?: CallOptions): Promise<RetryResult>;
  /** Shows an agent's queue. */
  list(input: ListInput): Promise<ListResult>;
  /** Shows how many tasks each agent has. */
  listAll(): Promise<AgentsResult>;
  /** Finds a task by its id, in the queues and in the archive. */
  get(input: GetInput): Promise<GetResult>;
  /** Looks for tasks by status, priority and time. */
  query(input?: QueryInput): Promise<QueryResult>;
  /** Counts tasks, and says how well and how fast they went. */
  stats(input?: StatsInput): Promise<StatsResult>;
  /** Shows what an agent has finished, the newest first. */
  history(input: HistoryInput): Promise<HistoryResult>;
  /** Says what is wrong with the files, and with `repair` mends it. */
  doctor(input?: DoctorInput, options?: CallOptions): Promise<DoctorResult>;
}
