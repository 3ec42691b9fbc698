import type { Interruption } from "../store.ts";

/** How long a command waits for others, over all of its tries. */
export interface Patience {
  /** Milliseconds waited so far, in the waiter's own waking time: a laptop's lid or a SIGSTOP does not count. */
  readonly spentMs: number;
  readonly limitMs: number;
  /**
   * Waits for some milliseconds: longer each time at first, longer where many wait, shorter again for those who have
   * waited long. @throws the signal's reason
   */
  pause(waiters?: number): Promise<void>;
}

const FIRST_PAUSE_MS = 3;
const GROWTH = 1.3;
const LONGEST_PAUSE_MS = 50;
/** Every look takes the processor from the one who works: so all together look about as often, however many they are. */
const PAUSE_PER_WAITER_MS = 4;
const LONGEST_PAUSE_OF_MANY_MS = 150;
/** Who has waited for this long comes back twice as often: or those who have just come would get all the turns. */
const AGEING_MS = 300;
/** ... which is longer where many wait: of a hundred all would soon have waited long. */
const AGEING_PER_WAITER_MS = 25;
/** ... but not more often than this. */
const SHORTEST_AGED_PAUSE_MS = 15;
/** Who sleeps outside the event loop hears no signals for this long. */
const LONGEST_DEAF_MS = 100;
/** A pause that took longer than this was a sleep of the whole process, or of the machine. */
const LONGEST_WAKING_PAUSE_MS = 250;

export interface PatienceOptions {
  readonly signal?: Interruption | undefined;
  /** Whether the process does nothing else meanwhile. */
  readonly isAlone?: boolean;
}

export function patienceOf(limitMs: number, { signal, isAlone = false }: PatienceOptions = {}): Patience {
  const sleep = isAlone ? sleeperAlone() : sleepByTimer;
  let spentMs = 0;
  let pauseMs = FIRST_PAUSE_MS;
  return {
    limitMs,
    get spentMs() {
      return spentMs;
    },
    async pause(waiters = 1) {
      signal?.throwIfAborted();
      const fairMs = Math.max(pauseMs, Math.min((waiters - 1) * PAUSE_PER_WAITER_MS, LONGEST_PAUSE_OF_MANY_MS));
      const before = performance.now();
      // Without jitter those who were refused together would come back together.
      await sleep(aged(fairMs, { spentMs, waiters }) * (0.4 + 1.2 * Math.random()));
      spentMs += Math.min(performance.now() - before, LONGEST_WAKING_PAUSE_MS);
      pauseMs = Math.min(pauseMs * GROWTH, LONGEST_PAUSE_MS);
      signal?.throwIfAborted();
    },
  };
}

function aged(pauseMs: number, { spentMs, waiters }: { spentMs: number; waiters: number }): number {
  const ageingMs = Math.max(AGEING_MS, waiters * AGEING_PER_WAITER_MS);
  return Math.min(pauseMs, Math.max(pauseMs / (1 + spentMs / ageingMs), SHORTEST_AGED_PAUSE_MS));
}

function sleepByTimer(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Sleeps outside the event loop, each turn of which costs more than a look at the lock; now and then it turns, for signals to come in. */
function sleeperAlone(): (ms: number) => Promise<void> {
  let cell: Int32Array | undefined;
  let deafMs = 0;
  return async (ms) => {
    cell ??= new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    Atomics.wait(cell, 0, 0, ms);
    deafMs += ms;
    if (deafMs < LONGEST_DEAF_MS) return;
    deafMs = 0;
    await new Promise((resolve) => setImmediate(resolve));
  };
}
