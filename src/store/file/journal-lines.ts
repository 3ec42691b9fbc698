import { closeSync, fstatSync, readdirSync } from "node:fs";
import type { TaskEvent } from "../../domain/event.ts";
import { isEvent } from "../../domain/list-check.ts";
import { numberIn } from "../../domain/scan.ts";
import type { Layout } from "./layout.ts";
import { corrupt, isFolder, openToRead, readBytes } from "./read-file.ts";
import { accessing } from "./system-error.ts";

const CHUNK_BYTES = 8 * 1024;
const LARGEST_CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** Every line of ours begins so, and a number follows. */
const SEQ = '{"seq":';

/** The months that have a journal, oldest first. */
export function journalMonths(layout: Layout): readonly string[] {
  return accessing(layout.events, () => {
    if (!isFolder(layout.events)) return [];
    const months = readdirSync(layout.events).map((name) => /^(\d{4}-\d{2})\.jsonl$/.exec(name)?.[1]);
    return months.filter((month) => month !== undefined).toSorted();
  });
}

/** An open journal. */
export interface OpenJournal {
  readonly fd: number;
  readonly bytes: number;
  /** Where its last whole line ends; what is behind it was torn, by a writer that died or a disk that did not write. */
  readonly wholeBytes: number;
  /** Its last bytes. */
  readonly tail: Buffer;
}

/** The whole lines of a journal from its last to its first, in pieces that grow: most readers look at its end only. */
export function* linesBackwards({ fd, bytes, wholeBytes, tail }: OpenJournal): Generator<string, undefined> {
  let chunkBytes = CHUNK_BYTES;
  let position = Math.min(wholeBytes, bytes - tail.length);
  let piece = tail.subarray(0, wholeBytes - position);
  for (;;) {
    // The line that begins before the piece is read with the next.
    const begin = position === 0 ? 0 : piece.indexOf(NEWLINE) + 1;
    yield* piece.toString("utf8", begin).split("\n").slice(0, -1).toReversed();
    if (position === 0) return undefined;
    const length = Math.min(chunkBytes, position);
    chunkBytes = Math.min(chunkBytes * 2, LARGEST_CHUNK_BYTES);
    position -= length;
    piece = Buffer.concat([readBytes(fd, length, position), piece.subarray(0, begin)]);
  }
}

/** The event of a line; undefined if it is torn, or not ours. */
export function parseEvent(line: string): TaskEvent | undefined {
  if (seqOf(line) === 0) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The seq of a line, read without parsing it; 0 if the line is not ours. */
export function seqOf(line: string): number {
  const end = line.startsWith(SEQ) ? line.indexOf(",") : -1;
  return end === -1 ? 0 : (numberIn(line.slice(SEQ.length, end)) ?? 0);
}

/** All events of a month, the last first. `onStrange` is told of the lines that are none of ours, or torn. */
export function eventsBackwards(
  layout: Layout,
  month: string,
  onStrange: (line: string) => void = () => undefined,
): readonly TaskEvent[] {
  return withJournal(layout, month, [], (journal) =>
    [...linesBackwards(journal)].flatMap((line) => {
      const event = parseEvent(line);
      if (event) return event;
      onStrange(line);
      return [];
    }),
  );
}

/** Reads from the journal of a month, if there is one. */
export function withJournal<Result>(
  layout: Layout,
  month: string,
  ifMissing: Result,
  read: (journal: OpenJournal) => Result,
): Result {
  const path = layout.journal(month);
  return accessing(path, () => {
    if (!isFolder(layout.events)) return ifMissing;
    const fd = openToRead(path);
    if (fd === undefined) return ifMissing;
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw corrupt(path, "not_a_file");
      const { size } = stat;
      const tail = readBytes(fd, Math.min(CHUNK_BYTES, size), Math.max(0, size - CHUNK_BYTES));
      return read({ fd, bytes: size, wholeBytes: endOfLastLine(fd, size, tail), tail });
    } finally {
      closeSync(fd);
    }
  });
}

function endOfLastLine(fd: number, bytes: number, tail: Buffer): number {
  let position = bytes - tail.length;
  for (let piece = tail; ;) {
    const newline = piece.lastIndexOf(NEWLINE);
    if (newline !== -1) return position + newline + 1;
    if (position === 0) return 0;
    const length = Math.min(CHUNK_BYTES, position);
    position -= length;
    piece = readBytes(fd, length, position);
  }
}
