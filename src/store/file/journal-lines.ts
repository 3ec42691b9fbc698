import { closeSync, fstatSync, readdirSync } from "node:fs";
import type { Layout } from "./layout.ts";
import { corrupt, isFolder, openToRead, readBytes } from "./read-file.ts";
import { accessing } from "./system-error.ts";

const CHUNK_BYTES = 8 * 1024;
const LARGEST_CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** The months that have a journal, oldest first. */
export function journalMonths(layout: Layout): readonly string[] {
  return accessing(layout.events, () => {
    if (!isFolder(layout.events)) return [];
    const months = readdirSync(layout.events).map((name) => /^(\d{4}-\d{2})\.jsonl$/.exec(name)?.[1]);
    return months.filter((month) => month !== undefined).toSorted();
  });
}

export interface Line {
  readonly text: string;
  /** The offset behind its newline. */
  readonly end: number;
}

/** The whole lines of a file from its last to its first. */
export function* linesBackwards(fd: number, bytes: number): Generator<Line, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let end: number | undefined;
  let chunkBytes = CHUNK_BYTES;
  for (let position = bytes; position > 0;) {
    const length = Math.min(chunkBytes, position);
    chunkBytes = Math.min(chunkBytes * 2, LARGEST_CHUNK_BYTES);
    position -= length;
    rest = Buffer.concat([readBytes(fd, length, position), rest]);
    let stop = rest.length;
    // What has been read before this chunk has no newline in it.
    for (let newline = rest.lastIndexOf(NEWLINE, length - 1); newline !== -1;) {
      if (end !== undefined) yield { text: rest.toString("utf8", newline + 1, stop), end };
      end = position + newline + 1;
      stop = newline;
      newline = newline === 0 ? -1 : rest.lastIndexOf(NEWLINE, newline - 1);
    }
    rest = rest.subarray(0, stop);
  }
  if (end !== undefined) yield { text: rest.toString("utf8"), end };
  return undefined;
}

/** The texts of the whole lines from the last to the first, for who reads most of a file: it is decoded in large pieces. */
export function* textsBackwards(fd: number, bytes: number): Generator<string, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let isLastPiece = true;
  for (let position = bytes; position > 0;) {
    const length = Math.min(LARGEST_CHUNK_BYTES, position);
    position -= length;
    const piece = Buffer.concat([readBytes(fd, length, position), rest]);
    const begin = position === 0 ? 0 : piece.indexOf(NEWLINE) + 1;
    if (position > 0 && begin === 0) {
      rest = piece; // a line that is longer than the piece
      continue;
    }
    const text = piece.toString("utf8", begin);
    rest = piece.subarray(0, begin);
    const lines = text.split("\n");
    // What stands behind the last newline of all is torn; behind that of another piece there is nothing.
    if (isLastPiece || lines.at(-1) === "") lines.pop();
    isLastPiece = false;
    yield* lines.toReversed();
  }
  return undefined;
}

/** Reads from the journal of a month, if there is one. */
export function withJournal<Result>(
  layout: Layout,
  month: string,
  ifMissing: Result,
  read: (fd: number, bytes: number) => Result,
): Result {
  const path = layout.journal(month);
  return accessing(path, () => {
    if (!isFolder(layout.events)) return ifMissing;
    const fd = openToRead(path);
    if (fd === undefined) return ifMissing;
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw corrupt(path, "not_a_file");
      return read(fd, stat.size);
    } finally {
      closeSync(fd);
    }
  });
}
