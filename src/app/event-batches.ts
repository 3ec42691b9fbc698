import type { TaskEvent } from "../domain/event.ts";
import { withinMs } from "./within-ms.ts";

/** Events as they come, several at a time: who has much to do for each does it once for all that come together. */
export interface EventBatches {
  /** The next events; none if none has come after so long. Undefined when no more will. @throws the signal's reason */
  next(longestMs: number): Promise<readonly TaskEvent[] | undefined>;
  /** All up to a certain one, which is there already. */
  upTo(seq: number): Promise<readonly TaskEvent[]>;
}

/** What comes within this time after an event belongs to its batch. */
const TOGETHER_MS = 50;
const MOST_TOGETHER = 1000;

export function batchesOf(events: AsyncIterable<TaskEvent>): EventBatches {
  const iterator = events[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<TaskEvent, unknown>> | undefined;

  async function one(longestMs: number): Promise<IteratorResult<TaskEvent, unknown> | undefined> {
    coming ??= iterator.next();
    const result = await withinMs(coming, longestMs);
    if (result) coming = undefined;
    return result;
  }

  async function next(longestMs: number): Promise<readonly TaskEvent[] | undefined> {
    const batch: TaskEvent[] = [];
    for (let ms = longestMs; batch.length < MOST_TOGETHER; ms = TOGETHER_MS) {
      // oxlint-disable-next-line no-await-in-loop -- they come one after another
      const result = await one(ms);
      if (result?.done) return batch.length > 0 ? batch : undefined;
      if (!result) break;
      batch.push(result.value);
    }
    return batch;
  }

  async function upTo(seq: number): Promise<readonly TaskEvent[]> {
    const found: TaskEvent[] = [];
    while ((found.at(-1)?.seq ?? 0) < seq) {
      // oxlint-disable-next-line no-await-in-loop -- they come one after another
      const result = await iterator.next();
      if (result.done) break;
      found.push(result.value);
    }
    return found;
  }

  return { next, upTo };
}
