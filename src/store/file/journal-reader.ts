import { closeSync, fstatSync, lstatSync } from "node:fs";
import type { TaskEvent } from "../../domain/event.ts";
import { journalMonths, parseEvent, seqOf } from "./journal-lines.ts";
import { type Place, gone, offsetAfter } from "./journal-place.ts";
import type { Layout } from "./layout.ts";
import { purgedSeq } from "./purge-mark.ts";
import { corrupt, openToRead, readBytes } from "./read-file.ts";
import { isMissingRoot } from "./root-folder.ts";
import { accessing } from "./system-error.ts";

/** Reads the journal on from a place, as it grows. */
export interface JournalReader {
  /** The events that have come since the last call. */
  news(): Generator<TaskEvent, undefined>;
  close(): void;
}

/** A journal that is being read. It is held open: as long as it is, no other file can have its inode. */
interface Reading {
  readonly fd: number;
  readonly path: string;
  /** What stands before has been read. */
  offset: number;
}

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * A reader who is not led astray by what happens to journals: they go on in the next month, a repair replaces them, a torn
 * line at their end is cut off, old ones are taken away. What it has read it knows by its seq.
 */
export function journalReader(layout: Layout, place: Place): JournalReader {
  let { month, lastSeq } = place;
  let reading: Reading | undefined;

  function* news(): Generator<TaskEvent, undefined> {
    for (;;) {
      // Nobody writes to a month when the next has begun: one that was there before we read this to its end may follow.
      const months = monthsOf(layout);
      const purged = purgedSeq(layout);
      if (purged > lastSeq) throw gone(lastSeq, purged); // some of what comes next may be gone
      month ??= months[0];
      if (month === undefined) return;
      yield* newsOfMonth(layout.journal(month));
      const next = months.find((each) => month !== undefined && each > month);
      if (next === undefined) return;
      close();
      month = next;
    }
  }

  function* newsOfMonth(path: string): Generator<TaskEvent, undefined> {
    if (reading && !isInPlace(reading)) {
      yield* newEvents(reading); // the file that took its place may tell less
      close();
    }
    reading ??= open(path, lastSeq);
    if (reading) yield* newEvents(reading);
  }

  function* newEvents(from: Reading): Generator<TaskEvent, undefined> {
    for (const line of newLines(from, () => lastSeq)) {
      const event = seqOf(line) > lastSeq ? parseEvent(line) : undefined; // else it was written again by a recovery
      if (!event) continue;
      lastSeq = event.seq;
      yield event;
    }
  }

  function close(): void {
    if (reading) closeSync(reading.fd);
    reading = undefined;
  }

  return { news, close };
}

/** @throws IO_ERROR if the root is gone */
function monthsOf(layout: Layout): readonly string[] {
  const months = journalMonths(layout);
  if (months.length === 0) isMissingRoot(layout.root, false);
  return months;
}

function open(path: string, lastSeq: number): Reading | undefined {
  return accessing(path, () => {
    const fd = openToRead(path);
    if (fd === undefined) return undefined;
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw corrupt(path, "not_a_file");
      return { fd, path, offset: offsetAfter(fd, stat.size, lastSeq) };
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  });
}

/** Whether the file stands where it was opened, and not another, or none. */
function isInPlace({ fd, path }: Reading): boolean {
  return accessing(path, () => {
    const [own, there] = [fstatSync(fd), lstatSync(path, { throwIfNoEntry: false })];
    return there?.ino === own.ino && there.dev === own.dev;
  });
}

/** The whole lines that stand behind those that were read, some at a time: of a burst no more is held than that. */
function* newLines(reading: Reading, lastSeq: () => number): Generator<string, undefined> {
  for (let chunkBytes = CHUNK_BYTES; ;) {
    const chunk = accessing(reading.path, () => nextBytes(reading, chunkBytes, lastSeq()));
    const end = chunk.lastIndexOf(NEWLINE);
    if (end === -1 && chunk.length < chunkBytes) return; // nothing, or a line whose end is still to come
    if (end === -1) {
      chunkBytes *= 2;
      continue;
    }
    reading.offset += end + 1; // oxlint-disable-line no-param-reassign -- how far it was read is what it is for
    yield* chunk.toString("utf8", 0, end).split("\n");
  }
}

function nextBytes(reading: Reading, length: number, lastSeq: number): Buffer {
  const { fd } = reading;
  const { size } = fstatSync(fd);
  // Somebody has cut it in place.
  if (size < reading.offset) reading.offset = offsetAfter(fd, size, lastSeq); // oxlint-disable-line no-param-reassign
  return readBytes(fd, Math.min(length, size - reading.offset), reading.offset);
}
