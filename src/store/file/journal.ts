import { closeSync } from "node:fs";
import { endOf } from "../../domain/ending.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { type OpenJournal, journalMonths, linesBackwards, parseEvent, seqOf, withJournal } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { goneEnds, nameOfEnd, purgedSeq } from "./purge-mark.ts";
import { openToRead, readBytes } from "./read-file.ts";
import { syncFolder } from "./new-file.ts";
import type { Writer } from "./writer.ts";

/** Where a month's journal ends. */
export interface JournalEnd extends Pick<OpenJournal, "bytes" | "wholeBytes"> {
  /** The largest seq of the last lines; 0 if none is ours. */
  readonly lastSeq: number;
}

/** So many lines a look at the end takes in: a writer that slept may have written its own late, behind larger ones. */
export const LAST_LINES = 16;

/** Looks at the end of a month's journal. */
export function journalEnd(layout: Layout, month: string): JournalEnd {
  return withJournal(layout, month, { lastSeq: 0, wholeBytes: 0, bytes: 0 }, (journal) => {
    const { bytes, wholeBytes } = journal;
    let lastSeq = 0;
    let seen = 0;
    for (const line of linesBackwards(journal)) {
      lastSeq = Math.max(lastSeq, seqOf(line));
      seen += 1;
      if (lastSeq !== 0 && seen >= LAST_LINES) break;
    }
    return { lastSeq, wholeBytes, bytes };
  });
}

/** Adds events to a month's journal and waits until they are on disk. A torn line at its end is cut off first. */
export function appendEvents(
  layout: Layout,
  writer: Writer,
  month: string,
  end: JournalEnd,
  events: readonly TaskEvent[],
): void {
  if (events.length === 0) return;
  const path = layout.journal(month);
  writer.ensureFolder(layout.events);
  if (end.wholeBytes < end.bytes) cutTornLine(layout, path, writer, end);
  writer.appendLines(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
}

/** So much of a journal is looked through behind the first smaller seq: lines that came late may be no sign of an end. */
const LATE_CHARACTERS = 1024 * 1024;

/**
 * Those of the events that the journal does not have yet.
 *
 * A writer that died may have written them, or not; looked for backwards, as far as smaller seqs. What was purged was there.
 */
export function missingEvents(layout: Layout, all: readonly TaskEvent[]): readonly TaskEvent[] {
  const purged = all.length === 0 ? 0 : purgedSeq(layout);
  const events = all.filter(({ seq }) => seq > purged);
  if (events.length === 0) return [];
  const smallest = Math.min(...events.map((event) => event.seq));
  const missing = new Map(events.map((event) => [identityOf(event), event]));
  let smallerCharacters = 0;
  for (const month of journalMonths(layout).toReversed()) {
    const isDone = withJournal(layout, month, false, (journal) => {
      for (const line of linesBackwards(journal)) {
        const seq = seqOf(line);
        if (seq !== 0 && seq < smallest) smallerCharacters += line.length;
        else if (seq !== 0) missing.delete(identityOf(parseEvent(line)));
        if (missing.size === 0 || smallerCharacters > LATE_CHARACTERS) return true;
      }
      return false;
    });
    if (isDone) break;
  }
  return [...missing.values()];
}

/** After these the journal has told that there is no such task any more. */
const GONE: ReadonlySet<string> = new Set(["moved", "lost"]);

/** The month whose journal tells last of a task, unless that is that it is gone: under another id, or for good. */
export function monthTellingOf(layout: Layout, taskId: string): string | undefined {
  const purged = purgedSeq(layout);
  const gone = purged === 0 ? undefined : goneEnds(layout);
  const isGone = ({ agent_id, at }: TaskEvent) => gone?.has(nameOfEnd(agent_id, endOf(taskId, at))) ?? false;
  for (const month of journalMonths(layout).toReversed()) {
    const action = withJournal(layout, month, undefined, (journal) => {
      for (const line of linesBackwards(journal)) {
        const event = line.includes(`"task_id":"${taskId}"`) ? parseEvent(line) : undefined;
        if (event && event.seq > purged && !isGone(event)) return event.action;
      }
      return undefined;
    });
    if (action !== undefined) return GONE.has(action) ? undefined : month;
  }
  return undefined;
}

/** The largest seq of the journal: for a root whose index is lost. */
export function largestSeq(layout: Layout): number {
  let largest = purgedSeq(layout);
  for (const month of journalMonths(layout)) {
    withJournal(layout, month, undefined, (journal) => {
      for (const line of linesBackwards(journal)) largest = Math.max(largest, seqOf(line));
    });
  }
  return largest;
}

/** Never in place: a writer that slept may still hold the file open, and its lines would be cut with the torn one. */
function cutTornLine(layout: Layout, path: string, writer: Writer, end: JournalEnd): void {
  const fd = openToRead(path);
  if (fd === undefined) return;
  try {
    writer.replaceFile(path, readBytes(fd, end.wholeBytes), { sync: true });
    syncFolder(layout.events);
  } finally {
    closeSync(fd);
  }
}

/** Not the seq: an event that came late may have got a new one. A torn line is nobody's. */
function identityOf(event: Pick<TaskEvent, "agent_id" | "revision" | "task_id" | "action"> | undefined): string {
  return event ? `${event.agent_id} ${event.revision} ${event.task_id} ${event.action}` : "";
}
