import type { Board } from "../domain/board.ts";
import { isAskedFor } from "../domain/event-filter.ts";
import type { TaskEvent } from "../domain/event.ts";
import type { Interruption, TaskStore } from "../store/store.ts";
import { type DoneSince, completions, doneSince } from "./done-today.ts";
import { type Asked, midnightBefore, pictureOf } from "./show-board.ts";

/** So long is waited between two looks, however much happens. */
const SHORTEST_GAP_MS = 100;

/** And so long at most: programs that write no journal are noticed then, and what time alone has changed. */
const LONGEST_GAP_MS = 2000;

/**
 * The board as it is, and again whenever it may have changed. Lists are read only if they have. It does not end until its
 * reader leaves, or the signal says so.
 */
export async function* boards(store: TaskStore, asked: Asked, signal: Interruption): AsyncGenerator<Board, never> {
  const look = store.observe();
  const tally = await tallyFrom(store, asked, midnightBefore((await look()).clock));
  const alarm = alarmFor(signal);
  const news = await store.follow({ since: tally.last_seq, signal });
  const listening = listen(news, (event) => {
    tally.count(event);
    alarm.ring();
  }).catch((error: unknown) => alarm.fail(error));
  try {
    for (;;) {
      const queues = await look();
      yield pictureOf(queues, asked, tally.since(midnightBefore(queues.clock)));
      await alarm.rung({ shortestMs: SHORTEST_GAP_MS, longestMs: LONGEST_GAP_MS });
      signal.throwIfAborted();
    }
  } finally {
    alarm.ring();
    void listening; // it ends with the signal, and its error has been taken
  }
}

async function listen(news: AsyncIterable<TaskEvent>, onEvent: (event: TaskEvent) => void): Promise<void> {
  for await (const event of news) onEvent(event);
}

interface Tally {
  readonly last_seq: number;
  count(event: TaskEvent): void;
  /** How many tasks each agent has completed since a midnight: a new one begins anew. */
  since(midnight: number): ReadonlyMap<string, number>;
}

/** Counts what is completed today: in the journal as far as it goes, then one by one. */
async function tallyFrom(store: TaskStore, { counted }: Asked, first: number): Promise<Tally> {
  const done: DoneSince = await doneSince(store, first, counted);
  let midnight = first;
  let counts = new Map(done.counts);
  return {
    last_seq: done.last_seq,
    count(event) {
      if (!isAskedFor(event, completions(counted, midnight))) return;
      counts.set(event.agent_id, (counts.get(event.agent_id) ?? 0) + 1);
    },
    since(now) {
      if (now > midnight) counts = new Map();
      midnight = now;
      return counts;
    },
  };
}

interface Alarm {
  ring(): void;
  fail(error: unknown): void;
  /** Resolves when it has rung since the last time: not before the one time, and not after the other. @throws what failed */
  rung(gap: { readonly shortestMs: number; readonly longestMs: number }): Promise<void>;
}

function alarmFor(signal: Interruption): Alarm {
  let isRung = false;
  let failure: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  const ring = () => {
    isRung = true;
    wake?.();
  };
  const within = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  let isOver = false;
  signal.addEventListener?.("abort", () => {
    isOver = true;
    ring();
  });
  return {
    ring,
    fail(error) {
      failure = { error };
      ring();
    },
    async rung({ shortestMs, longestMs }) {
      const began = Date.now();
      if (!isRung) await within(longestMs);
      const left = shortestMs - (Date.now() - began);
      if (left > 0 && !isOver) {
        wake = undefined;
        await new Promise((resolve) => setTimeout(resolve, left));
      }
      isRung = false;
      if (failure) throw failure.error;
    },
  };
}
