import type { EventFilter } from "../domain/event-filter.ts";
import type { TaskEvent } from "../domain/event.ts";
import { invalid } from "../domain/errors.ts";
import type { When } from "../domain/terms.ts";
import { momentOf } from "../domain/timestamp.ts";
import { eventFields, filterOf } from "./event-query.ts";
import { optional, withDefault } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { count, operatorName, whenFrom, whenTo, yesNo } from "./readers.ts";
import type { Warned } from "./warning.ts";
import { chosen } from "./watch-events.ts";

export interface LogResult extends Warned {
  readonly returned: number;
  /** Whether there are more than were asked for. */
  readonly more: boolean;
  /** The newest first. */
  readonly events: readonly TaskEvent[];
  /** With `follow`: what happens from then on. */
  readonly coming?: AsyncIterable<TaskEvent>;
}

const input = {
  ...eventFields,
  operator: optional(operatorName),
  since: optional(whenFrom),
  until: optional(whenTo),
  limit: withDefault(count, 20),
  follow: optional(yesNo),
};

/** Shows what has happened, of one agent or of all, the newest first. */
export const showLog = defineOperation({
  name: "log",
  isChange: false,
  input,
  async run(app, { operator, since, until, limit, follow, ...asked }): Promise<LogResult> {
    const filter = {
      ...(await filterOf(app, asked)),
      ...(operator !== undefined && { operator }),
      ...(await periodOf(app, since, until)),
    };
    const { events, more, last_seq } = await app.store.events({ ...filter, limit });
    const page = { returned: events.length, more, events };
    if (!follow) return page;
    const signal = app.signal && { signal: app.signal };
    return { ...page, coming: chosen(await app.store.follow({ since: last_seq, ...signal }), filter) };
  },
});

/** @throws INVALID_PARAMS if it ends before it begins */
async function periodOf(app: App, since: When | undefined, until: When | undefined): Promise<EventFilter> {
  if (!since && !until) return {};
  const now = momentOf((await app.store.read({})).clock);
  const momentAgo = (when: When) => ("afterMs" in when ? now - when.afterMs : when.atMs);
  const [from, to] = [since && momentAgo(since), until && momentAgo(until)];
  if (from !== undefined && to !== undefined && from > to)
    throw invalid("from_after_to", { parameter: "since", given: "until" });
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
