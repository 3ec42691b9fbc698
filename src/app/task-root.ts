import type { TaskAction } from "../domain/event.ts";
import type { Goal } from "../domain/goal.ts";
import type { TaskStatus } from "../domain/task.ts";
import type { Briefing } from "./brief-agent.ts";
import type { GroupResult } from "./change-group.ts";
import type { CareResult } from "./care-for-task.ts";
import type { CheckResult } from "./check-queue.ts";
import type { RetryResult } from "./bring-back.ts";
import type { CreateResult } from "./create-task.ts";
import type { DoctorResult } from "./doctor.ts";
import type { WhyResult } from "./explain-wait.ts";
import type { EndResult } from "./end-task.ts";
import type { GetResult } from "./get-task.ts";
import type { AgentsResult } from "./list-agents.ts";
import type { ListResult } from "./list-tasks.ts";
import type { MoveResult } from "./move-task.ts";
import type { ReadyTask } from "./ready-tasks.ts";
import type { QueryResult } from "./query-tasks.ts";
import type { GraphResult } from "./show-graph.ts";
import type { HistoryResult } from "./show-history.ts";
import type { StatsResult } from "./show-stats.ts";
import type { StartResult } from "./start-task.ts";
import type { ToldEvent, ToldEvents } from "./told-event.ts";
import type { WaitResult } from "./wait-for-tasks.ts";
import type { WorkResult } from "./work-on-task.ts";

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

/** What may be said of a call that waits for what happens. */
export type WaitOptions = Pick<CallOptions, "signal">;

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
  /** `ever`: also when it has ended. */
  readonly key_scope?: "open" | "ever";
  /** It is not started before: a duration from now, like `2h`, or ISO 8601. */
  readonly not_before?: string;
  /** It should have ended by then: likewise, in the future. */
  readonly due?: string;
  /** How often it is tried: a failure puts it back until then. */
  readonly max_attempts?: number;
  /** How long it waits after a failure: `90s`, `15m`, `2h`, `3d`, `1w`. */
  readonly retry_delay?: string;
  /** `exponential`: each delay twice as long. */
  readonly backoff?: "fixed" | "exponential";
  /** How long an attempt may show no sign of life before the task is taken from it: at least `10s`. */
  readonly lease?: string;
  /** How often the lease may run out before the task fails for good; 3 if left out. */
  readonly max_expiries?: number;
  /** It is not started before these tasks are completed, whoever's they are; of the same call also by their keys. */
  readonly depends_on?: readonly string[] | string;
  /** Whether all of them have to be, or any one; `all` if left out. */
  readonly depends_mode?: "all" | "any";
  /** If they have failed or were cancelled: wait for a retry, be cancelled too, or run; `wait` if left out. */
  readonly on_dependency_failure?: "wait" | "cancel" | "run";
  readonly tags?: readonly string[] | string;
  /** The same, under the name of the flag. */
  readonly tag?: readonly string[] | string;
  readonly group?: string;
  /** The open task of which it is a part. */
  readonly parent?: string;
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
  /** Go on with the running task, if there is one. */
  readonly resume?: boolean;
  /** Say what the tasks on which it depends have delivered. */
  readonly with_results?: boolean;
}

export interface CompleteInput {
  readonly agent: string;
  /** With it, the call can be repeated. */
  readonly task_id?: string;
  /** The attempt that the caller speaks for: SUPERSEDED if another has taken over. */
  readonly attempt?: number;
  /** What was delivered; of more than 64 KiB the end is kept. */
  readonly result?: string;
}

export interface FailInput {
  readonly agent: string;
  /** With it, the call can be repeated. */
  readonly task_id?: string;
  /** The attempt that the caller speaks for: SUPERSEDED if another has taken over. */
  readonly attempt?: number;
  /** What went wrong; of more than 64 KiB the end is kept. */
  readonly error: string;
  /** Not to be tried again, although attempts are left. */
  readonly final?: boolean;
}

export interface CancelInput {
  readonly agent: string;
  readonly task_id: string;
  readonly reason?: string;
}

/** All tasks of a group. */
export interface GroupInput {
  readonly group: string;
  /** Those of all agents if left out. */
  readonly agent?: string;
  /** How many there have to be: with any other number nothing is changed. */
  readonly expected_count?: number;
}

export interface CancelGroupInput extends GroupInput {
  readonly reason?: string;
}

export interface HoldGroupInput extends GroupInput {
  readonly reason?: string;
}

export interface RetryInput {
  readonly agent: string;
  readonly task_id: string;
}

export interface RestoreInput {
  readonly agent: string;
  readonly task_id: string;
}

export interface CheckInput {
  readonly agent: string;
}

export interface RenewInput {
  readonly agent: string;
  readonly task_id?: string;
  readonly attempt?: number;
}

export interface NoteInput extends RenewInput {
  /** At most 8 KiB. */
  readonly message: string;
  /** 0 to 100. */
  readonly progress?: number;
}

export interface ResumeInput {
  readonly agent: string;
}

/** What is to be changed of an open task; at least one of it. */
export interface EditInput {
  readonly agent: string;
  readonly task_id: string;
  readonly name?: string;
  readonly description?: string;
  readonly priority?: Priority;
  /** `none` takes it away. */
  readonly due?: string;
  /** `none` takes it away. */
  readonly not_before?: string;
  /** Merged into what is there; null takes a key away. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** These instead of those on which it depended; `none` for none. */
  readonly depends_on?: readonly string[] | string;
  readonly depends_mode?: "all" | "any";
  readonly on_dependency_failure?: "wait" | "cancel" | "run";
  /** `none` takes them away. */
  readonly tag?: readonly string[] | string;
  /** `none` takes it away. */
  readonly group?: string;
}

export interface MoveInput {
  readonly agent: string;
  readonly task_id: string;
  readonly to_agent: string;
}

export interface HoldInput {
  readonly agent: string;
  /** A pending task; without it, the whole queue. */
  readonly task_id?: string;
  readonly reason?: string;
}

export interface ReleaseInput {
  readonly agent: string;
  readonly task_id?: string;
}

/** By which labels tasks are asked for: all that are said. */
export interface LabelInput {
  readonly tag?: readonly string[] | string;
  readonly group?: string;
  /** The task of which they are parts. */
  readonly parent?: string;
}

export interface ListInput extends LabelInput {
  readonly agent: string;
  readonly limit?: number;
}

export interface GetInput {
  readonly task_id: string;
  readonly agent?: string;
}

export interface WhyInput {
  readonly task_id: string;
  readonly agent?: string;
}

/** Times are ISO 8601, a day or a moment; both ends belong to the period. */
export interface QueryInput extends LabelInput {
  readonly agent?: string;
  readonly status?: TaskStatus;
  readonly min_priority?: Priority;
  readonly from?: string;
  readonly to?: string;
  /** Which time of a task the period is about; by default when it was assigned. */
  readonly by?: "assigned" | "started" | "finished";
  readonly limit?: number;
}

export interface GraphInput extends LabelInput {
  /** All agents if left out. */
  readonly agent?: string;
  /** What it depends on, and what depends on it; not together with labels. */
  readonly task_id?: string;
}

export interface StatsInput extends LabelInput {
  /** All agents if left out. */
  readonly agent?: string;
}

export interface HistoryInput extends LabelInput {
  readonly agent: string;
  /** 10 if left out. */
  readonly limit?: number;
  /** Tasks that ended in that month: `2026-04`. */
  readonly month?: string;
}

/** Which events are meant; what is left out does not matter. */
interface EventInput extends LabelInput {
  readonly agent?: string;
  readonly task_id?: string;
  readonly action?: TaskAction;
}

export interface LogInput extends EventInput {
  /** Who did it. */
  readonly operator?: string;
  /** From then on: a duration ago, like `2h`, or ISO 8601. */
  readonly since?: string;
  /** Up to then, inclusive: likewise. */
  readonly until?: string;
  /** 20 if left out. */
  readonly limit?: number;
  /** Give what happens from then on too, as `coming`. */
  readonly follow?: boolean;
}

export interface WatchReadyInput extends LabelInput {
  /** All agents if left out. */
  readonly agent?: string;
  /** The `seq` of the last line that is known, 0 to begin with all that is ready; from now on if left out. */
  readonly since?: number;
}

export interface WatchInput extends EventInput {
  /** The `seq` of the last event that is known, 0 to begin with the first; from now on if left out. */
  readonly since?: number;
}

export interface WaitInput {
  /** One task or several, at most 100: all of them have to come there. */
  readonly task_id: string | readonly string[];
  /** `completed` if left out; `ended` is in whatever way. */
  readonly for?: Goal;
  /** `90s`, `30m`, ..., or `none` for as long as it takes; `8s` if left out. */
  readonly timeout?: string;
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
  /** Puts a cancelled task back into the queue. */
  restore(input: RestoreInput, options?: CallOptions): Promise<RetryResult>;
  /** Says whether an agent has something to do. */
  check(input: CheckInput): Promise<CheckResult>;
  /** Notes something down about the current task, and renews its lease. */
  note(input: NoteInput, options?: CallOptions): Promise<WorkResult>;
  /** Renews the lease of the current task. */
  renew(input: RenewInput, options?: CallOptions): Promise<WorkResult>;
  /** Says all that an agent needs to go on with its task. */
  resume(input: ResumeInput): Promise<Briefing>;
  /** Changes what an open task says. */
  edit(input: EditInput, options?: CallOptions): Promise<CareResult>;
  /** Gives an open task to another agent. */
  move(input: MoveInput, options?: CallOptions): Promise<MoveResult>;
  /** Lets nothing of a queue start, or not a certain task. */
  hold(input: HoldInput, options?: CallOptions): Promise<CareResult>;
  /** Lets a queue or a task on hold go on. */
  release(input: ReleaseInput, options?: CallOptions): Promise<CareResult>;
  /** Cancels all open tasks of a group, of one agent or of all, in one commit. A dry run says which. */
  cancelGroup(input: CancelGroupInput, options?: CallOptions): Promise<GroupResult>;
  /** Lets no pending task of a group start. */
  holdGroup(input: HoldGroupInput, options?: CallOptions): Promise<GroupResult>;
  /** Lets the tasks of a group that are on hold go on. */
  releaseGroup(input: GroupInput, options?: CallOptions): Promise<GroupResult>;
  /** Shows an agent's queue. */
  list(input: ListInput): Promise<ListResult>;
  /** Shows how many tasks each agent has. */
  listAll(): Promise<AgentsResult>;
  /** Finds a task by its id, in the queues and in the archive. */
  get(input: GetInput): Promise<GetResult>;
  /** Says why a task is not running, and what would change that. */
  why(input: WhyInput): Promise<WhyResult>;
  /** Looks for tasks by status, priority and time. */
  query(input?: QueryInput): Promise<QueryResult>;
  /** Shows which tasks depend on which. */
  graph(input?: GraphInput): Promise<GraphResult>;
  /** Counts tasks, and says how well and how fast they went. */
  stats(input?: StatsInput): Promise<StatsResult>;
  /** Shows what an agent has finished, the newest first. */
  history(input: HistoryInput): Promise<HistoryResult>;
  /** Shows what has happened, the newest first. */
  log(input?: LogInput, options?: WaitOptions): Promise<ToldEvents>;
  /**
   * Tells what happens, each event once and in order: to be read with `for await`, once. It does not end until the reader
   * leaves the loop, or the signal is given: then it throws the signal's reason. It throws refusals too. Its place is taken
   * soon after the call; `since` says exactly where it begins.
   */
  watch(input?: WatchInput, options?: WaitOptions): AsyncIterable<ToldEvent>;
  /**
   * Tells which tasks become ready to be started: since others have ended, a time has come, or somebody has made them. To
   * be read as `watch` is. With `since`, those come first that have become so behind that event.
   */
  watchReady(input?: WatchReadyInput, options?: WaitOptions): AsyncIterable<ReadyTask>;
  /** Waits until tasks have completed, or ended, or cannot any more, or until the time is over. */
  wait(input: WaitInput, options?: WaitOptions): Promise<WaitResult>;
  /** Says what is wrong with the files, and with `repair` mends it. */
  doctor(input?: DoctorInput, options?: CallOptions): Promise<DoctorResult>;
}
