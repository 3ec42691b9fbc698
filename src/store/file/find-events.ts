import { type EventFilter, isAskedFor } from "../../domain/event-filter.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { isBetween, momentOf } from "../../domain/timestamp.ts";
import type { EventPage, EventQuery } from "../store.ts";
import { journalMonths, linesBackwards, parseEvent, seqOf, withJournal } from "./journal-lines.ts";
import { LAST_LINES } from "./journal.ts";
import { newestSeq } from "./journal-place.ts";
import type { Layout } from "./layout.ts";
import { purgedSeq } from "./purge-mark.ts";

/** Finds the newest events of a query: journals are read backwards, and no further than it takes. */
export function findEvents(layout: Layout, query: EventQuery): EventPage {
  for (;;) {
    const before = purgedSeq(layout);
    const page = pageOf(layout, query, before);
    if (purgedSeq(layout) === before) return page; // else a purge has begun to take away what was looked at
  }
}

function pageOf(layout: Layout, query: EventQuery, purged: number): EventPage {
  const last_seq = newestSeq(layout);
  const search = searchFor(query, purged);
  for (const month of journalMonths(layout).toReversed()) {
    if (search.isDone() || isOver(month, query)) break;
    withJournal(layout, month, undefined, (journal) => {
      for (const line of linesBackwards(journal)) {
        search.see(line);
        if (search.isDone()) return;
      }
    });
  }
  const { found } = search;
  const events = found.slice(0, query.limit);
  return { events, more: found.length > query.limit, last_seq: Math.max(last_seq, events[0]?.seq ?? 0) };
}

interface Search {
  /** The newest first; more than were asked for if there are more. */
  readonly found: readonly TaskEvent[];
  see(line: string): void;
  isDone(): boolean;
}

/** A search through lines, from the last to the first. */
function searchFor(query: EventQuery, purged: number): Search {
  const found: TaskEvent[] = [];
  const mayFit = fitting(query);
  const isBeyond = beyond(query);
  let linesSinceEnough = 0;
  let isAtEnd = false;
  return {
    found,
    see(line) {
      const seq = seqOf(line);
      if (seq <= purged) return; // gone; or no line of ours
      // What stands behind a larger seq came late: it is there once more, further up.
      while ((found.at(-1)?.seq ?? Infinity) <= seq) found.pop();
      const event = mayFit(line) ? parseEvent(line) : undefined;
      if (event && isAskedFor(event, query)) found.push(event);
      linesSinceEnough = found.length > query.limit ? linesSinceEnough + 1 : 0;
      isAtEnd = isBeyond(line);
    },
    isDone: () => isAtEnd || linesSinceEnough > LAST_LINES,
  };
}

/** How lines of ours begin. */
const BEGINNING = /^\{"seq":\d{1,12},"at":"([^"]{1,40})"/;

/** Says of a line, without parsing it, whether it may be asked for: the words of a query stand in it as JSON has them. */
function fitting({
  agent,
  task,
  action,
  operator,
  group,
  parent,
  tags = [],
  from,
  to,
}: EventFilter): (line: string) => boolean {
  const words = [agent, task, action, operator, group, parent, ...tags].filter((word) => word !== undefined);
  const asJson = words.map((word) => JSON.stringify(word));
  const isTimed = from !== undefined || to !== undefined;
  return (line) => {
    if (!asJson.every((word) => line.includes(word))) return false;
    const at = isTimed ? BEGINNING.exec(line)?.[1] : undefined;
    return at === undefined || isBetween(at, { from, to });
  };
}

/** Says of a line whether nothing that was written before it is asked for. */
function beyond({ from, clockSlackMs }: EventQuery): (line: string) => boolean {
  if (from === undefined || clockSlackMs === undefined) return () => false;
  const since = from - clockSlackMs;
  return (line) => {
    const at = BEGINNING.exec(line)?.[1];
    return at !== undefined && momentOf(at) < since;
  };
}

/** The clocks of the world are less than a day apart. */
const DAY_MS = 86_400_000;

/**
 * Whether all that a month's journal tells is older than what is asked for, and so is what those before it tell. An event
 * stands in the journal of its month, or of a later one if the clock went back: so of the months that come after what is
 * asked for none may be left out, and within a month no line tells that those before it are older.
 */
function isOver(month: string, { from }: EventFilter): boolean {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return from !== undefined && Date.UTC(year, number) + DAY_MS < from;
}
