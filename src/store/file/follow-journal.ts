import type { TaskEvent } from "../../domain/event.ts";
import type { FollowOptions, Interruption } from "../store.ts";
import { bellAt } from "./journal-bell.ts";
import { type Place, lastPlace, placeAfter } from "./journal-place.ts";
import { journalReader } from "./journal-reader.ts";
import type { Layout } from "./layout.ts";

/** Follows the journal from a certain event on, or from now on. */
export function followJournal(layout: Layout, { since, signal }: FollowOptions = {}): AsyncIterable<TaskEvent> {
  const place = since === undefined ? lastPlace(layout) : placeAfter(layout, since);
  return eventsAfter(layout, place, signal);
}

async function* eventsAfter(
  layout: Layout,
  place: Place,
  signal: Interruption | undefined,
): AsyncGenerator<TaskEvent, never> {
  const reader = journalReader(layout, place);
  const bell = bellAt(layout, signal);
  try {
    for (;;) {
      signal?.throwIfAborted();
      bell.set(); // before the look: what comes during it makes it ring
      for (const event of reader.news()) {
        yield event;
        signal?.throwIfAborted();
      }
      await bell.rung();
    }
  } finally {
    bell.close();
    reader.close();
  }
}
