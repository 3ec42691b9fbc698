/** How long a command waits for others, over all of its tries. */
export interface Patience {
  /** Milliseconds waited so far, in the waiter's own waking time: a laptop's lid or a SIGSTOP does not count. */
  readonly spentMs: number;
  readonly limitMs: number;
  /** Waits for some milliseconds: longer each time at first, shorter again for those who have waited long. @throws the signal's reason */
  pause(): Promise<void>;
}

const FIRST_PAUSE_MS = 3;
const LONGEST_PAUSE_MS = 50;
/** Who has waited for this long comes back twice as often: or those who have just come would get all the turns. */
const AGEING_MS = 500;
/** ... but not more often than this: many waiters would take the processor from the one who works. */
const SHORTEST_AGED_PAUSE_MS = 15;
/** A pause that took longer than this was a sleep of the whole process, or of the machine. */
const LONGEST_WAKING_PAUSE_MS = 250;

export function patienceOf(limitMs: number, signalOf?: () => AbortSignal): Patience {
  let spentMs = 0;
  let pauseMs = FIRST_PAUSE_MS;
  return {
    limitMs,
    get spentMs() {
      return spentMs;
    },
    async pause() {
      const signal = signalOf?.();
      signal?.throwIfAborted();
      const before = performance.now();
      // Without jitter those who were refused together would come back together.
      await sleep(aged(pauseMs, spentMs) * (0.4 + 1.2 * Math.random()), signal);
      spentMs += Math.min(performance.now() - before, LONGEST_WAKING_PAUSE_MS);
      pauseMs = Math.min(pauseMs * 1.15, LONGEST_PAUSE_MS);
    },
  };
}

function aged(pauseMs: number, spentMs: number): number {
  return Math.min(pauseMs, Math.max(pauseMs / (1 + spentMs / AGEING_MS), SHORTEST_AGED_PAUSE_MS));
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
