import type { TaskEvent } from "../../domain/event.ts";
import { eventsBackwards, journalMonths } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { purgedSeq } from "./purge-mark.ts";

/** Every event of the journal, each once, in the order of the commits: for the rare moment in which lists are compared with it. */
export function* allEvents(
  layout: Layout,
  onMonth: (month: string) => void,
  onStrange?: (month: string, line: string) => void,
): Generator<TaskEvent, undefined> {
  let lastSeq = purgedSeq(layout); // what was told up to there is gone
  for (const month of journalMonths(layout)) {
    onMonth(month);
    for (const event of eventsBackwards(layout, month, (line) => onStrange?.(month, line)).toReversed()) {
      if (event.seq <= lastSeq) continue; // written again by a recovery, or purged
      lastSeq = event.seq;
      yield event;
    }
  }
  return undefined;
}
