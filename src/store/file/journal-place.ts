import { invalid } from "../../domain/errors.ts";
import { readIndex } from "./index-file.ts";
import { journalEnd } from "./journal.ts";
import { journalMonths, seqOf, withJournal } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";
import { purgedSeq } from "./purge-mark.ts";
import { readBytes } from "./read-file.ts";

/** A place between two events. */
export interface Place {
  /** The month in whose journal the next event stands, at the earliest; undefined: the first that there is. */
  readonly month: string | undefined;
  /** Of the events those after this one are still to come. */
  readonly lastSeq: number;
}

const BLOCK_BYTES = 256 * 1024;

/** So much that is known has to stand before a place: what came late, behind others, is no sign of it. */
const KNOWN_BYTES = 1024 * 1024;

/** The place after the last event. */
export function lastPlace(layout: Layout): Place {
  return { month: journalMonths(layout).at(-1), lastSeq: newestSeq(layout) };
}

/**
 * The place after an event, looked for from the end: going on costs nothing on a long history.
 *
 * @throws INVALID_PARAMS if there is no such event yet, or if the journal no longer reaches back to it
 */
export function placeAfter(layout: Layout, seq: number): Place {
  const newest = newestSeq(layout);
  const months = journalMonths(layout);
  if (seq > newest) throw invalid("seq_to_come", { parameter: "since", given: String(seq), limit: newest });
  const purged = purgedSeq(layout);
  if (seq === 0) return { month: months[0], lastSeq: purged };
  if (seq < purged) throw gone(seq, purged);
  let seen = NOTHING;
  const month = months.findLast((each) => {
    seen = withJournal(layout, each, seen, ({ fd, wholeBytes }) => lookBack(fd, wholeBytes, seq, seen));
    return isSure(seen);
  });
  const { knownBytes, oldest } = seen;
  const isReached = seq === purged || knownBytes > 0 || oldest <= seq + 1;
  if (seq < newest && !isReached) throw gone(seq, oldest === Infinity ? undefined : oldest - 1);
  return { month: month ?? months[0], lastSeq: seq };
}

/** The refusal to go on after an event, since some of those behind it are gone: `from` is after which one can go on. */
export function gone(seq: number, from: number | undefined): Error {
  return invalid("seq_gone", { parameter: "since", given: String(seq), ...(from !== undefined && { from }) });
}

/** From where on a journal has to be read, so that no event after a seq is missed. */
export function offsetAfter(fd: number, bytes: number, seq: number): number {
  return seq === 0 ? 0 : lookBack(fd, bytes, seq).offset;
}

/** The seq of the newest event; 0 if there is none. */
export function newestSeq(layout: Layout): number {
  const indexed = Math.max(readIndex(layout)?.last_seq ?? 0, purgedSeq(layout)); // journals may be gone
  for (const month of journalMonths(layout).toReversed()) {
    const { lastSeq } = journalEnd(layout, month);
    if (lastSeq !== 0) return Math.max(indexed, lastSeq);
  }
  return indexed;
}

/** What a look back for an event has seen so far. */
interface Seen {
  /** How much that is known. */
  readonly knownBytes: number;
  readonly oldest: number;
}

const NOTHING: Seen = { knownBytes: 0, oldest: Infinity };

/** Goes back through a journal until it is sure to have come before an event, or to the beginning. */
function lookBack(fd: number, bytes: number, seq: number, before: Seen = NOTHING): Seen & { readonly offset: number } {
  let seen = before;
  let offset = bytes;
  while (offset > 0 && !isSure(seen)) {
    const start = Math.max(0, offset - BLOCK_BYTES);
    const block = readBytes(fd, offset - start, start);
    seen = block
      .toString("latin1")
      .split("\n")
      .reduce((sum, line) => withLine(sum, line, seq), seen);
    offset = start;
  }
  return { ...seen, offset };
}

function withLine({ knownBytes, oldest }: Seen, line: string, seq: number): Seen {
  const its = seqOf(line);
  if (its === 0) return { knownBytes, oldest }; // torn, or not ours
  return { knownBytes: its <= seq ? knownBytes + line.length : knownBytes, oldest: Math.min(oldest, its) };
}

function isSure({ knownBytes }: Seen): boolean {
  return knownBytes >= KNOWN_BYTES;
}
