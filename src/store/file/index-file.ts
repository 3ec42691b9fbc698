import { isFolderName } from "../../domain/agent-id.ts";
import type { AgentList, Totals } from "../../domain/agent-list.ts";
import { isCancelledWith } from "../../domain/dependencies.ts";
import { isTotals } from "../../domain/list-check.ts";
import { isRecord } from "../../domain/scan.ts";
import { type SchemaVersion, isSchemaVersion, versionFields } from "../../domain/schema-version.ts";
import { LARGEST_NUMBER } from "../../domain/task-id.ts";
import { momentOf } from "../../domain/timestamp.ts";
import { NO_TASKS, type TaskCount, countOf, countTasks, sumOf } from "../../domain/totals.ts";
import type { Layout } from "./layout.ts";
import { checkSchemaVersion, encodeJson } from "./list-file.ts";
import { type FileVersion, parseJson, readFile, unlessUnreadable } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import type { Writer } from "./writer.ts";

/** What the index knows of one queue, and of which version of its list file that is true. */
export interface IndexEntry {
  readonly agent_id: string;
  readonly agent_name: string;
  readonly task_count: TaskCount;
  readonly totals: Totals;
  readonly last_updated: string | null;
  readonly revision: number;
  readonly file: FileVersion;
  /** How many of its pending tasks are to be cancelled when what they depend on fails, if any are. */
  readonly to_cancel?: number;
}

/** What the journal of a month tells of tasks that ended. */
export interface Span {
  /** The earliest assignment, in milliseconds since 1970. */
  readonly from: number;
  /** The latest end. */
  readonly to: number;
  /** How many lines tell of an end: with fewer, some have been lost. */
  readonly ended: number;
}

/** `index.json`: counts of all queues, and what the next writer has to know. It can be made again from the rest. */
export interface Index {
  /** The newest of those of its lists. */
  readonly schema_version: SchemaVersion;
  readonly needs_version?: string;
  /** The seq of the newest event. */
  readonly last_seq: number;
  /** The number of the newest task id. */
  readonly last_id: number;
  /** The month in whose journal the newest event stands: the journal goes on there if the clock goes back. */
  readonly journal_month: string | null;
  /** Of which times the journal of each month tells, as to tasks that ended: who asks for others need not read it. */
  readonly months: Readonly<Record<string, Span>>;
  readonly agents: readonly IndexEntry[];
  readonly total_tasks: TaskCount;
}

export const EMPTY_INDEX: Index = {
  schema_version: 1,
  last_seq: 0,
  last_id: 0,
  journal_month: null,
  months: {},
  agents: [],
  total_tasks: NO_TASKS,
};

/**
 * Reads the index; undefined if it is missing, torn, or the original tool's: it has to be made again then.
 *
 * @throws SCHEMA_TOO_NEW
 */
export function readIndex(layout: Layout): Index | undefined {
  const file = accessing(layout.index, () => readFile(layout.index));
  if (!file) return undefined;
  const value = unlessUnreadable(() => parseJson(layout.index, file.bytes));
  checkSchemaVersion(layout.index, value);
  return isIndex(value) ? value : undefined;
}

export function writeIndex(layout: Layout, writer: Writer, index: Index): void {
  // Not synced: after a power cut an older one, or a torn one, is found out by versions and made again.
  writer.replaceFile(layout.index, encodeJson(layout.index, index), { sync: false });
}

/** The index with what is true of some lists now. */
export function withLists(index: Index, lists: readonly { list: AgentList; version: FileVersion }[]): Index {
  const fresh = new Map(lists.map(({ list, version }) => [list.agent_id, entryOf(list, version)]));
  const kept = index.agents.map((entry) => {
    const entryNow = fresh.get(entry.agent_id);
    fresh.delete(entry.agent_id);
    if (!entryNow) return entry;
    const { to_cancel: _, ...before } = entry;
    // A list that was restored, or written by the original tool, must not count from an older revision again.
    return { ...before, ...entryNow, revision: Math.max(entry.revision, entryNow.revision) };
  });
  const agents = [...kept, ...fresh.values()];
  const newest = lists.map(({ list }) => list).toSorted((a, b) => b.schema_version - a.schema_version)[0];
  return {
    ...index,
    ...(newest && newest.schema_version > index.schema_version && versionFields(newest.schema_version)),
    agents,
    total_tasks: sumOf(
      NO_TASKS,
      agents.map(({ task_count }) => task_count),
    ),
  };
}

export function revisionIn(index: Index, agentId: string): number {
  return index.agents.find((entry) => entry.agent_id === agentId)?.revision ?? 0;
}

/** The spans, with that of a month grown by lines: the times in them, and how many of them tell of an end. */
export function withSpan(
  months: Index["months"],
  month: string,
  { times, ended }: { readonly times: readonly (string | null | undefined)[]; readonly ended: number },
): Index["months"] {
  const known = months[month];
  let { from, to } = known && isSpanOfSome(known) ? known : { from: Infinity, to: -Infinity };
  for (const stamp of times) {
    if (!stamp) continue;
    from = Math.min(from, momentOf(stamp));
    to = Math.max(to, momentOf(stamp));
  }
  return from > to ? months : { ...months, [month]: { from, to, ended: (known?.ended ?? 0) + ended } };
}

/** The span of a month in which nothing ended of which there is anything to tell. */
export const NOTHING_TOLD: Span = { from: 1, to: 0, ended: 0 };

export function isSpanOfSome({ from, to }: Span): boolean {
  return from <= to;
}

/** What an index would know of a list. */
export function entryOf(list: AgentList, file: FileVersion): IndexEntry {
  const toCancel = list.pending_tasks.filter(isCancelledWith).length;
  return {
    agent_id: list.agent_id,
    agent_name: list.agent_name ?? list.agent_id,
    task_count: countOf(countTasks(list)),
    totals: list.totals,
    last_updated: list.updated_at ?? null,
    revision: list.revision,
    file,
    ...(toCancel > 0 && { to_cancel: toCancel }),
  };
}

function isIndex(value: unknown): value is Index {
  if (typeof value !== "object" || value === null) return false;
  const fields: Partial<Record<keyof Index, unknown>> = value;
  return (
    isSchemaVersion(fields.schema_version) &&
    isCount(fields.last_seq) &&
    isCount(fields.last_id) &&
    (fields.journal_month === null || isMonth(fields.journal_month)) &&
    isCounts(fields.total_tasks) &&
    isRecord(fields.months) &&
    Object.entries(fields.months).every(([month, span]) => isMonth(month) && isSpan(span)) &&
    Array.isArray(fields.agents) &&
    fields.agents.every(isEntry)
  );
}

function isEntry(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const fields: Partial<Record<keyof IndexEntry, unknown>> = value;
  return (
    typeof fields.agent_id === "string" &&
    isFolderName(fields.agent_id) &&
    typeof fields.agent_name === "string" &&
    isCounts(fields.task_count) &&
    isTotals(fields.totals) &&
    (fields.last_updated === null || typeof fields.last_updated === "string") &&
    isCount(fields.revision) &&
    isVersion(fields.file) &&
    (fields.to_cancel === undefined || isCount(fields.to_cancel))
  );
}

function isVersion(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return [value["size"], value["mtime_ms"], value["ino"]].every(Number.isFinite);
}

function isSpan(value: unknown): boolean {
  return isRecord(value) && [value["from"], value["to"]].every(Number.isFinite) && isCount(value["ended"]);
}

function isCounts(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fields: Partial<Record<keyof TaskCount, unknown>> = value;
  return isCount(fields.current) && isCount(fields.pending) && isCount(fields.completed) && isCount(fields.failed);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST_NUMBER;
}

function isMonth(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d{2}$/.test(value);
}
