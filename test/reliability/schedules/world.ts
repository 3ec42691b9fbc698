/** How many clients can be at work at once. */
export const SLOTS = 5;
/** How many clients there can be in one schedule, those included that came for dead ones. */
export const MOST_CLIENTS = 64;

/** More steps than this are no schedule, but a loop without an end. */
export const MOST_STEPS = 100_000;

/** What a client's thread is doing. */
export const IDLE = 0;
export const AT_WORK = 1;
export const ASIDE = 2;
export const FINISHED = 3;

/**
 * What the scheduler and the threads of the clients share: whose turn it is, what time it is, and who is alive. Only one
 * of them works at a time, so each may write.
 */
export interface World {
  readonly memory: SharedArrayBuffer;
  /** What each thread is doing. */
  readonly turns: Int32Array;
  /** The namespace of each living client, counted from 1; 0 for those that are dead. */
  readonly living: Int32Array;
  /** When each thread wants to go on, in milliseconds. */
  readonly wakeAt: Float64Array;
  /** [0] is the time in milliseconds, [1] the number of steps so far. */
  readonly clock: Float64Array;
}

const INT_BYTES = 4;
const FLOAT_BYTES = 8;
const FLOATS = SLOTS + 2;

export function worldOf(
  memory = new SharedArrayBuffer(FLOATS * FLOAT_BYTES + (SLOTS + MOST_CLIENTS) * INT_BYTES),
): World {
  const integers = FLOATS * FLOAT_BYTES;
  return {
    memory,
    clock: new Float64Array(memory, 0, 2),
    wakeAt: new Float64Array(memory, 2 * FLOAT_BYTES, SLOTS),
    turns: new Int32Array(memory, integers, SLOTS),
    living: new Int32Array(memory, integers + SLOTS * INT_BYTES, MOST_CLIENTS),
  };
}

/** Lets one thread work until it steps aside or has finished. */
export function letWork({ turns }: World, slot: number): void {
  Atomics.store(turns, slot, AT_WORK);
  Atomics.notify(turns, slot);
  if (Atomics.wait(turns, slot, AT_WORK, 20_000) === "timed-out") throw new Error(`the client in ${slot} hangs`);
}

/** Gives the turn back, in a client's thread, and waits for the next one. */
export function stepAside({ turns }: World, slot: number, state: typeof ASIDE | typeof FINISHED): void {
  Atomics.store(turns, slot, state);
  Atomics.notify(turns, slot);
  Atomics.wait(turns, slot, state);
}
