import type { Command, CommandName } from "./commands.ts";
import type { Planned } from "./fate.ts";

/** A client of a directed schedule: when it begins, what it does, and what is to happen to it. */
export interface Actor {
  readonly afterMs: number;
  /** It creates a task if left out. */
  readonly does?: readonly CommandName[];
  /** For agent one if left out. */
  readonly on?: Command["agent"];
  readonly plan: readonly Planned[];
}

/** A schedule that chance would find too rarely: who sleeps or dies at which call, and for how long. */
export type Directed = readonly Actor[];

/** One dies in the midst of a line of the journal. Who is about to cut it off sleeps, and the next one has done it meanwhile. */
export const TORN_LINE_CUT_TWICE: Directed = [
  { afterMs: 0, plan: [{ at: "write events", kind: "death", share: 0.5 }] },
  { afterMs: 10, plan: sleepAtOne(["truncateSync events", "renameSync new events"], 600) },
  { afterMs: 20, plan: [] },
];

/** One sleeps just before its commit, and wakes while the next holder removes what lies in `.tmp/`. */
export const COMMIT_DURING_THE_SWEEP: Directed = [
  { afterMs: 0, plan: [sleep("renameSync new list", 500)] },
  { afterMs: 10, plan: [sleep("unlinkSync new", 250)] },
];

/**
 * One dies with the lock. Two others see it, and the slower one takes the lock of the quicker one away. It lies nowhere for
 * a while, so that a third one takes a lock of its own; then the first token must not come back.
 */
export const LOCK_TAKEN_FROM_THE_LIVING: Directed = [
  { afterMs: 0, plan: [{ at: "renameSync new list", kind: "death", share: 0 }] },
  {
    afterMs: 10,
    plan: [
      ...sleepAtOne(["renameSync lock left", "renameSync lock waiting"], 100),
      sleep("renameSync waiting lock", 60),
      sleep("unlinkSync waiting", 400),
    ],
  },
  { afterMs: 20, plan: [sleep("writeOpen new", 200)] },
  { afterMs: 115, plan: [sleep("renameSync new list", 300)] },
];

/** One sleeps as soon as it has the lock. It wakes when its successor is about to put the index in place, and sweeps that away. */
export const SWEEP_BY_A_SLEEPER: Directed = [
  { afterMs: 0, does: ["nothing"], plan: [sleep("unlinkSync waiting", 500)] },
  // The first index that it puts in place is that of its recovery.
  { afterMs: 10, on: "two", plan: [sleep("renameSync new index", 0), sleep("renameSync new index", 250)] },
];

/** Who brings a failed task back sleeps just before its copy is removed. It fails once more, and has a new copy there. */
export const COPY_OF_ANOTHER_END: Directed = [
  { afterMs: 0, does: ["retry"], plan: sleepAtOne(["unlinkSync history", "renameSync history new"], 600) },
  { afterMs: 10, does: ["complete", "start", "fail"], plan: [] },
];

/** The store as it is makes another call there than a wrong one. */
function sleepAtOne(calls: readonly string[], ms: number): readonly Planned[] {
  return calls.map((at) => sleep(at, ms));
}

function sleep(at: string, ms: number): Planned {
  return { at, kind: "sleep", ms };
}
