import { closeSync } from "node:fs";
import type { EndStatus } from "../../domain/ending.ts";
import { isRecord } from "../../domain/scan.ts";
import type { Layout } from "./layout.ts";
import { checkSchemaVersion } from "./list-file.ts";
import { corrupt, openToRead, parseJson, readBytes, readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/** How many tasks ended in which way. */
export type EndCounts = Readonly<Record<EndStatus, number>>;

export const NO_ENDS: EndCounts = { completed: 0, failed: 0, cancelled: 0 };

/** The first line of `purged.jsonl`: by it readers know what is gone, whether or not its files are. */
export interface PurgeMark {
  /** What ended before is gone, but for what stays; when that was decided. */
  readonly before: string;
  readonly at: string;
  /** What the journal told up to here is gone. */
  readonly seq: number;
  /** The number of the newest task id by then: the task may be gone. */
  readonly last_id: number;
  /** How many tasks that lists have counted are gone, agent by agent. */
  readonly counts: Readonly<Record<string, EndCounts>>;
  /** Whether nothing of it is left to be removed from archive and journal. */
  readonly is_done: boolean;
  /** How many ends the second line names: those that are gone although a file may tell of them. */
  readonly named: number;
}

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * What the last purge says of itself; undefined if there was none.
 *
 * @throws STORE_CORRUPT, SCHEMA_TOO_NEW
 */
export function readMark(layout: Layout): PurgeMark | undefined {
  const path = layout.purged;
  const line = accessing(path, () => firstLine(path));
  if (!line) return undefined;
  const value = parseJson(path, line);
  checkSchemaVersion(path, value);
  if (!isMark(value)) throw corrupt(path, "not_a_purge");
  return value;
}

/** What the journal tells up to this seq is gone; 0 if nothing is. */
export function purgedSeq(layout: Layout): number {
  return readMark(layout)?.seq ?? 0;
}

/** The ends that are gone although a file may tell of them, each by its `nameOfEnd`. */
export function goneEnds(layout: Layout): ReadonlySet<unknown> {
  if (!readMark(layout)?.named) return new Set();
  const text = accessing(layout.purged, () => readFile(layout.purged))?.bytes.toString("utf8") ?? "";
  const names = parseJson(layout.purged, Buffer.from(text.split("\n", 2)[1] ?? ""));
  if (!Array.isArray(names)) throw corrupt(layout.purged, "not_a_purge");
  return new Set(names);
}

/** What names an end among those of all agents: `end` is what `endOf` gives. */
export function nameOfEnd(agentId: string, end: string): string {
  return `${agentId} ${end}`;
}

function firstLine(path: string): Buffer | undefined {
  const fd = openToRead(path);
  if (fd === undefined) return undefined;
  try {
    for (let length = CHUNK_BYTES; ; length *= 4) {
      const bytes = readBytes(fd, length);
      const end = bytes.indexOf(NEWLINE);
      if (end !== -1 || bytes.length < length) return bytes.subarray(0, Math.max(end, 0));
    }
  } finally {
    closeSync(fd);
  }
}

function isMark(value: unknown): value is PurgeMark {
  if (!isRecord(value)) return false;
  const { seq, last_id, named, counts } = value;
  return [seq, last_id, named].every(Number.isSafeInteger) && isRecord(counts) && Object.values(counts).every(isRecord);
}
