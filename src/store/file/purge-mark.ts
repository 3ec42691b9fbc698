import { closeSync } from "node:fs";
import { type EndStatus, endOf } from "../../domain/ending.ts";
import { isRecord } from "../../domain/scan.ts";
import { TASK_ID } from "../../domain/task-id.ts";
import { isTimestamp } from "../../domain/timestamp.ts";
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
  /** How many ends are named that are gone although a file may tell of them. */
  readonly named: number;
}

/** An end that is gone although a file may tell of it. */
export interface GoneEnd {
  readonly task_id: string;
  readonly ended_at: string;
  /** Under which month of the archive its copy stands that is to be removed. */
  readonly month?: string;
  /** The journal tells of it behind the mark. */
  readonly told_again?: true;
}

/** How a line begins that names the ends of an agent that are gone although a file may tell of them. */
const GONE = '{"gone":';
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

/** The ends that are gone although files may tell of them, agent by agent. */
export function goneByAgent(layout: Layout): ReadonlyMap<string, readonly GoneEnd[]> {
  const { named = 0 } = readMark(layout) ?? {};
  if (named === 0) return new Map();
  const text = accessing(layout.purged, () => readFile(layout.purged))?.bytes.toString("utf8") ?? "";
  const lines = text.split("\n").filter((line) => line.startsWith(GONE));
  return new Map(lines.map((line) => goneIn(layout, parseJson(layout.purged, Buffer.from(line)))));
}

/** The same ends, each by its agent and `endOf`. */
export function goneEnds(layout: Layout): ReadonlySet<string> {
  const ends = [...goneByAgent(layout)].flatMap(([agentId, gone]) =>
    gone.map(({ task_id, ended_at }) => nameOfEnd(agentId, endOf(task_id, ended_at))),
  );
  return new Set(ends);
}

/** What names an end among those of all agents: `end` is what `endOf` gives. */
export function nameOfEnd(agentId: string, end: string): string {
  return `${agentId} ${end}`;
}

function goneIn(layout: Layout, value: unknown): [string, readonly GoneEnd[]] {
  const { agent_id, gone } = isRecord(value) ? value : {};
  if (typeof agent_id !== "string" || !Array.isArray(gone) || !gone.every(isGoneEnd)) {
    throw corrupt(layout.purged, "not_a_purge");
  }
  return [agent_id, gone];
}

function isGoneEnd(value: unknown): value is GoneEnd {
  if (!isRecord(value)) return false;
  const { task_id, ended_at, month } = value;
  return (
    typeof task_id === "string" &&
    TASK_ID.test(task_id) &&
    typeof ended_at === "string" &&
    isTimestamp(ended_at) &&
    (month === undefined || (typeof month === "string" && /^\d{4}-\d{2}$/.test(month)))
  );
}

function firstLine(path: string): Buffer | undefined {
  const fd = openToRead(path);
  if (fd === undefined) return undefined;
  try {
    for (let length = CHUNK_BYTES; ; length *= 4) {
      const bytes = readBytes(fd, length);
      const end = bytes.indexOf(NEWLINE);
      if (end !== -1) return bytes.subarray(0, end);
      if (bytes.length < length) throw corrupt(path, bytes.length === 0 ? "empty_file" : "not_a_purge");
    }
  } finally {
    closeSync(fd);
  }
}

function isMark(value: unknown): value is PurgeMark {
  if (!isRecord(value)) return false;
  const { before, at, seq, last_id, counts, is_done, named } = value;
  return (
    [before, at].every((stamp) => typeof stamp === "string" && isTimestamp(stamp)) &&
    isCount(seq) &&
    isCount(last_id) &&
    typeof is_done === "boolean" &&
    isCount(named) &&
    isRecord(counts) &&
    Object.values(counts).every(areCounts)
  );
}

function areCounts(value: unknown): boolean {
  return isRecord(value) && [value["completed"], value["failed"], value["cancelled"]].every(isCount);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
