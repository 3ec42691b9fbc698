import type { TaskAction } from "../domain/event.ts";
import type { Goal } from "../domain/goal.ts";
import type { TaskStatus } from "../domain/task.ts";

// What the calls of the library take, each as its operation reads it: a test holds the two together.

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
  /** A duration, like `2h`, or a time; the last 14 days if left out. */
  readonly since?: string;
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
