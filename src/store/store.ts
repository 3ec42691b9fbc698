import type { AgentList, Located, Totals } from "../domain/agent-list.ts";
import type { Ends } from "../domain/dependencies.ts";
import type { EventDraft, TaskEvent } from "../domain/event.ts";
import type { EventFilter } from "../domain/event-filter.ts";
import type { LabelFilter } from "../domain/labels.ts";
import type { Outcomes, Period } from "../domain/outcome.ts";
import type { KeptKey, KeyOf } from "../domain/kept-key.ts";
import type { TaskFilter } from "../domain/filter.ts";
import type { Task } from "../domain/task.ts";
import type { Moment } from "../domain/timestamp.ts";
import type { TaskTotals } from "../domain/totals.ts";
import type { Look } from "./queues.ts";

/** What a change has to know: queues, tasks wherever they are, and how many new ids it may use. */
export interface Need {
  readonly agents?: readonly string[];
  readonly tasks?: readonly string[];
  readonly newIds?: number;
  /** Keys that outlive their tasks. */
  readonly keys?: readonly KeyOf[];
  /** Tasks that are asked for together with those on which they depend, and so on: beyond what is completed nothing is. */
  readonly reachable?: readonly string[];
  /** How what the pending tasks of these agents depend on has ended. */
  readonly dependencies?: true;
  /** Tasks of which those are asked for that are to be cancelled if they fail. */
  readonly dependents?: readonly string[];
  /** What has to be known of tasks that come from elsewhere. */
  readonly foreign?: ForeignNeed;
}

export interface ForeignNeed {
  /** Ids, many of which may be nobody's: those that have one stand in `Facts.tasks`. */
  readonly claimed: readonly string[];
  /** Ids that tasks may have had before they were given others. */
  readonly former?: readonly string[];
}

export interface ForeignFacts {
  /** The tasks that once had the ids asked for, if they were. */
  readonly former?: ReadonlyMap<string, readonly Located[]>;
  /** Whether anything has ever happened here. */
  readonly hasJournal: boolean;
}

/** The state at one moment, as far as it was asked for. */
export interface Facts extends Moment {
  /** The lists asked for; an agent without a task list is missing. */
  readonly lists: ReadonlyMap<string, AgentList>;
  /** Where the tasks asked for are, in lists and archive; one entry each, except where the original gave an id twice. */
  readonly tasks: ReadonlyMap<string, readonly Located[]>;
  /** The keys asked for, by `keyName`: the task that has it for ever, if one has. */
  readonly keys: ReadonlyMap<string, string | undefined>;
  /** How tasks ended on which pending tasks of `lists` depend, if asked for: as far as it takes to judge of each. */
  readonly ended: Ends;
  /** The agents that have pending tasks which depend on one asked for, and are to be cancelled if it fails. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** What was asked for of tasks that come from elsewhere. */
  readonly foreign?: ForeignFacts;
  /** Ids that no task has. Those that a change does not use may be given again. */
  readonly newIds: readonly string[];
  /** Whether the root did not exist before this call. */
  readonly isNewRoot: boolean;
}

/** The lists that a change leaves behind (those it did not touch left out), and the events that tell of it, in order. */
export interface Changed<Result> {
  readonly lists?: readonly AgentList[];
  readonly events?: readonly EventDraft[];
  /** What tasks bring with them that come from elsewhere; only for those who have asked for `Need.foreign`. */
  readonly foreign?: ForeignChange;
  readonly result: Result;
}

export interface ForeignChange {
  /** The number of the last id that was given there. */
  readonly lastId: number;
  /** Keys that tasks have for ever, of which no event tells. */
  readonly keys: readonly KeptKey[];
  /** Tasks whose places others take: they are written down first. */
  readonly replaced: readonly Task[];
  /** The journal from there, with its seqs, in the place of `events`: only where nothing has happened yet. */
  readonly journal?: readonly TaskEvent[];
  /** With it: the text of `purged.jsonl`, if something was purged there. */
  readonly purged?: string;
}

/**
 * A pure function from facts to their change. It may run several times, the last time with all that
 * it asked for. What it throws is a refusal: nothing is changed.
 */
export type Change<Result> = (facts: Facts) => Changed<Result> | { readonly need: Need };

/** Which tasks are asked for. */
export interface TaskQuery extends TaskFilter {
  readonly agent?: string;
  /** How many are returned at most; all are counted. */
  readonly limit?: number;
}

export interface TaskPage {
  /** How many there are. */
  readonly total: number;
  /** How many of these could not be opened, or found, though the journal or a list tells of them: their copies are gone. */
  readonly missing: number;
  /** The first of them: running, pending in the order in which they will start, ended with the newest first. */
  readonly tasks: readonly Located[];
}

/** All that a store holds, or all of one agent. */
export interface Snapshot {
  readonly lists: readonly AgentList[];
  /** The tasks that only the archive has, the first that ended first. */
  readonly archived: readonly Task[];
  /** How many that the lists have counted are nowhere. */
  readonly missing: number;
  /** The whole journal; with one agent asked for, none of it. */
  readonly events: readonly TaskEvent[];
  /** The keys that tasks have for ever. */
  readonly keys: readonly KeptKey[];
  /** The number of the last id that was given. */
  readonly lastId: number;
  /** What was purged, as `purged.jsonl` tells of it; nothing if nothing was, or if one agent is asked for. */
  readonly purged?: readonly object[];
  /** Others were writing all the time: its parts may be some moments apart. */
  readonly isBusy: boolean;
}

export interface SnapshotOptions {
  readonly agent?: string;
  /** Is told how many copies of how many have been opened. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What is known of a queue without its tasks. */
export interface AgentSummary {
  readonly agent_id: string;
  readonly agent_name: string;
  readonly counts: TaskTotals;
  readonly totals: Totals;
  readonly last_updated: string | null;
}

/** What went wrong after the commit: the change is there, something derived from it is late. */
export interface Warning {
  readonly problem: "not_confirmed" | "derived_late" | "lock_left" | "list_skipped" | "copy_skipped" | "foreign_write";
  readonly path: string;
  readonly reason: string;
}

export interface Committed<Result> {
  readonly result: Result;
  /** Where what was replaced lies. */
  readonly saved?: readonly string[];
  readonly warnings: readonly Warning[];
}

export interface UpdateOptions {
  /** Who did it, for the events; the agent itself if left out. */
  readonly operator?: string;
  /** Makes the root if it is not there. Without it a missing root is IO_ERROR. */
  readonly createRoot?: boolean;
  /** Is told how many tasks of how many have been taken over from the original tool, while that goes on. */
  readonly onAdoption?: (done: number, total: number) => void;
  /** Gives up waiting for others, with the signal's reason. A change that has begun is finished. */
  readonly signal?: Interruption;
}

export interface ReadOptions extends Pick<UpdateOptions, "createRoot"> {
  /** Of the tasks asked for with `reachable`, one of which only the journal tells is nowhere, and no reason to refuse the others. */
  readonly isGoneNone?: boolean;
}

/** Says whether somebody who waits is to stop: an AbortSignal, or as much of it as that takes. */
export interface Interruption {
  /** @throws the reason, if so */
  throwIfAborted(): void;
  /** Without it, who waits looks now and then whether it is to stop. */
  readonly addEventListener?: (type: "abort", listener: () => void) => void;
}

/** Which events are asked for. */
export interface EventQuery extends EventFilter {
  /** How many are returned at most. */
  readonly limit: number;
  /**
   * By how much clocks may have gone back, in milliseconds: what was written before an event that is older than `from` by
   * more than that is not looked at. Without it all is that may have happened since then, whatever the clocks did.
   */
  readonly clockSlackMs?: number;
}

export interface EventPage {
  /** The newest first. */
  readonly events: readonly TaskEvent[];
  /** Whether there are more. */
  readonly more: boolean;
  /** The seq up to which the journal was looked at; 0 while there is no event. Who follows from there misses nothing. */
  readonly last_seq: number;
}

/** Of which work it is asked what came of it. */
export interface OutcomeQuery extends LabelFilter, Period {
  readonly agent?: string;
}

export interface FollowOptions {
  /** The seq of the last event that is known; 0 to begin with the first that there is. Without it: from now on. */
  readonly since?: number;
  /** Ends it, with the signal's reason. */
  readonly signal?: Interruption;
}

/**
 * Where tasks are kept. Every store passes test/store/contract.ts, which states these promises as tests.
 *
 * - What `update` returned is durable, and every later `read` sees it, whichever process asks.
 * - An update is all or nothing over every list that it changes, also if the process is killed in it.
 * - Updates happen one after another: facts do not change between `change` and commit.
 * - An id is given to one task and never again. Ids of a change that failed may be lost.
 * - Data that cannot be read is an error (IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW) and stays as it is;
 *   it is never taken for an empty queue.
 */
export interface TaskStore {
  /**
   * The id of the queue that a caller means by a name: the exact one, else one that differs in case only,
   * else the name in lower case, for a queue that does not exist yet.
   *
   * @throws INVALID_PARAMS if there is no such queue and the name cannot become one
   * @throws AGENT_AMBIGUOUS if several queues differ from the name in case only
   */
  agentId(name: string): Promise<string>;

  /**
   * Carries out a change.
   *
   * @throws LOCK_ACQUIRE_FAILED if others kept the store busy for too long; nothing was changed
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW; nothing was changed
   */
  update<Result>(need: Need, change: Change<Result>, options?: UpdateOptions): Promise<Committed<Result>>;

  /**
   * Reads the present state: without a lock, writing nothing. New ids are those that an update would give now.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW
   */
  read(need: Need, options?: ReadOptions): Promise<Facts>;

  /**
   * Every queue, in the order of their ids. Without a lock, writing nothing.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW: one queue that cannot be read is not left out silently
   */
  agents(): Promise<readonly AgentSummary[]>;

  /**
   * Begins to look at all queues together. Without a lock, writing nothing.
   *
   * @returns a look, to be repeated; it throws IO_ERROR or SCHEMA_TOO_NEW if the root itself cannot be read
   */
  observe(): Look;

  /**
   * Looks for tasks, in the queues and in the archive, each once. Without a lock, writing nothing.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW
   */
  tasks(query: TaskQuery): Promise<TaskPage>;

  /**
   * Looks for events, in the journal. Without a lock, writing nothing, and no further back than it takes.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW
   */
  events(query: EventQuery): Promise<EventPage>;

  /**
   * Says what came of the work in a period, in no order. Without a lock, writing nothing, and without opening the archive
   * where the journal tells.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW
   */
  outcomes(query: OutcomeQuery): Promise<Outcomes>;

  /**
   * Reads everything. Without a lock, writing nothing.
   *
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW
   */
  snapshot(options?: SnapshotOptions): Promise<Snapshot>;

  /**
   * Follows what happens: every event after a certain one, each once, in the order of the commits, and then those to
   * come, as soon as they are there. It does not end until its reader leaves, or the signal says so. Without a lock,
   * writing nothing, and without work while nothing happens.
   *
   * Its place is taken when the promise resolves: whatever is committed afterwards comes.
   *
   * @throws INVALID_PARAMS if `since` is a seq that there is not yet, or whose next event is gone
   * @throws IO_ERROR, STORE_CORRUPT, SCHEMA_TOO_NEW, in the course of it too
   */
  follow(options?: FollowOptions): Promise<AsyncIterable<TaskEvent>>;
}
