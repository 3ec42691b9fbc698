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
import type {
  CancelGroupInput,
  CancelInput,
  CheckInput,
  CompleteInput,
  CreateInput,
  DoctorInput,
  EditInput,
  FailInput,
  GetInput,
  GraphInput,
  GroupInput,
  HistoryInput,
  HoldGroupInput,
  HoldInput,
  ListInput,
  LogInput,
  MoveInput,
  NoteInput,
  QueryInput,
  ReleaseInput,
  RenewInput,
  RestoreInput,
  ResumeInput,
  RetryInput,
  StartInput,
  StatsInput,
  WaitInput,
  WatchInput,
  WatchReadyInput,
  WhyInput,
} from "./task-root-input.ts";

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
