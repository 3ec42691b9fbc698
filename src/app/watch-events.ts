import { type EventFilter, isAskedFor } from "../domain/event-filter.ts";
import type { TaskEvent } from "../domain/event.ts";
import { eventFields, filterOf } from "./event-query.ts";
import { eventNumber } from "./follow-readers.ts";
import { optional } from "./input.ts";
import { defineOperation } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface WatchResult extends Warned {
  /** Each once, in the order in which they happened, without end. */
  readonly events: AsyncIterable<TaskEvent>;
}

const input = { ...eventFields, since: optional(eventNumber) };

/** Tells what happens, of one agent or of all: from now on, or from where another has stopped. */
export const watchEvents = defineOperation({
  name: "watch",
  isChange: false,
  input,
  async run(app, { since, ...asked }): Promise<WatchResult> {
    const filter = await filterOf(app, asked);
    const events = await app.store.follow({
      ...(since !== undefined && { since }),
      ...(app.signal && { signal: app.signal }),
    });
    return { events: chosen(events, filter) };
  },
});

/** Those of the events that are asked for. */
export async function* chosen(
  events: AsyncIterable<TaskEvent>,
  filter: EventFilter,
): AsyncGenerator<TaskEvent, undefined> {
  for await (const event of events) if (isAskedFor(event, filter)) yield event;
  return undefined;
}
