import type { TaskEvent } from "../domain/event.ts";
import type { App, Interruption } from "./operation.ts";
import { withinMs } from "./within-ms.ts";

/** What happens to some tasks. */
export interface TaskChanges {
  /** Resolves when something has happened to one of them since the last time, or after so long. @throws the signal's reason */
  next(longestMs: number): Promise<void>;
  /** Ends it: nobody waits any more. */
  end(): Promise<void>;
}

/** Follows some tasks from now on. */
export async function changesOf({ store, signal }: App, ids: readonly string[]): Promise<TaskChanges> {
  const ended = new AbortController();
  const events = await store.follow({ signal: either(ended.signal, signal) });
  const iterator = events[Symbol.asyncIterator]();
  let change: Promise<void> | undefined;
  return {
    async next(longestMs) {
      change ??= nextAbout(iterator, new Set(ids)).then(() => (change = undefined));
      await withinMs(change, longestMs);
    },
    async end() {
      ended.abort();
      await iterator.return?.();
    },
  };
}

async function nextAbout(events: AsyncIterator<TaskEvent>, ids: ReadonlySet<string>): Promise<void> {
  for (;;) {
    const { value, done } = await events.next();
    if (done || (value.task_id !== null && ids.has(value.task_id))) return;
  }
}

/** The signal that either of two gives. */
function either(one: Interruption, other: Interruption | undefined): Interruption {
  return {
    throwIfAborted() {
      one.throwIfAborted();
      other?.throwIfAborted();
    },
    addEventListener(type, listener) {
      one.addEventListener?.(type, listener);
      other?.addEventListener?.(type, listener);
    },
  };
}
