import { type EndStatus, endOf, isEnd } from "./ending.ts";
import type { AgentList } from "./agent-list.ts";
import { isAgentList } from "./list-check.ts";
import { NOTHING_PURGED, type Purged, type Retold, type ToldBefore, type ToldEnd } from "./retold.ts";
import { isRecord } from "./scan.ts";
import { isSameJson } from "./same-content.ts";
import { PURGED, versionFields } from "./schema-version.ts";
import { LARGEST_NUMBER, TASK_ID } from "./task-id.ts";
import type { Task } from "./task.ts";
import { isTimestamp } from "./timestamp.ts";

// The records of a purge, one a line of `purged.jsonl`: the mark, the names of the ends that are gone, these agent by agent,
// and what the journal told of each agent before. An export has the same.

/** An end of which the journal told before: the task has a copy that stays, or its list held it. */
export interface EarlierEnd {
  readonly task_id: string;
  readonly status: EndStatus;
  readonly priority: number;
  readonly assigned_at: string;
  readonly started_at?: string | null;
  readonly ended_at: string;
  readonly revision: number;
  readonly archived_only?: true;
  readonly tags?: readonly string[];
  readonly group?: string;
  readonly parent_id?: string;
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

/** What the journal told of one agent up to the mark. */
export interface Earlier {
  readonly agent_id: string;
  readonly is_queue: boolean;
  readonly ends: readonly EarlierEnd[];
  readonly superseded: readonly string[];
  readonly list: AgentList;
}

/** The ends of an agent that are gone although files may tell of them. */
export interface GoneOfAgent {
  readonly agent_id: string;
  readonly gone: readonly GoneEnd[];
}

/** How many tasks of each agent are gone that lists have counted, by outcome. */
type Counts = Readonly<Record<string, Readonly<Record<EndStatus, number>>>>;

/** A purge that happened where tasks come from: nothing of it is left to be done. */
export interface EarlierPurge {
  /** What the journal told up to here is gone. */
  readonly seq: number;
  readonly told: ToldBefore;
  /** The records, as `purged.jsonl` has them. */
  readonly text: string;
}

/** The text of `purged.jsonl`. */
export function textOfPurge(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The purge that an export tells of; undefined if it tells of none, or not as we do. */
export function purgeIn(value: unknown): EarlierPurge | undefined {
  const [mark, names, ...others]: readonly unknown[] = Array.isArray(value) ? value : [];
  if (!isDone(mark) || !areTexts(names) || names.length !== mark.named) return undefined;
  const gone = others.filter(isGoneOfAgent);
  const earlier = others.filter(isEarlier);
  const isAll = gone.length + earlier.length === others.length;
  const named = gone.flatMap((of) =>
    of.gone.map(({ task_id, ended_at }) => `${of.agent_id} ${endOf(task_id, ended_at)}`),
  );
  const hasCopies = gone.some((of) => of.gone.some(({ month }) => month !== undefined));
  if (!isAll || hasCopies || !isSameJson(named, names)) return undefined;
  const records = [{ ...mark, ...versionFields(PURGED) }, names, ...gone, ...earlier];
  return { seq: mark.seq, told: toldBy(mark.counts, gone, earlier), text: textOfPurge(records) };
}

interface DoneMark {
  readonly seq: number;
  readonly named: number;
  readonly counts: Counts;
}

function isDone(mark: unknown): mark is DoneMark {
  if (!isRecord(mark)) return false;
  const { schema_version, before, at, seq, last_id, named, counts, is_done } = mark;
  return (
    schema_version === PURGED &&
    is_done === true &&
    [before, at].every((stamp) => typeof stamp === "string" && isTimestamp(stamp)) &&
    [seq, last_id, named].every(isCount) &&
    isRecord(counts) &&
    Object.values(counts).every((of) => isRecord(of) && Object.values(of).every(isCount))
  );
}

/** Half of the largest number, so that there is room for what is to come. */
function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= LARGEST_NUMBER / 2;
}

/** What the journal told up to the mark, agent by agent, and what was purged of each: from there it is told on. */
export function toldBy(counts: Counts, gone: readonly GoneOfAgent[], earlier: readonly Earlier[]): ToldBefore {
  const ends = new Map(gone.map((of): [string, readonly GoneEnd[]] => [of.agent_id, of.gone]));
  const agents = [...new Set([...Object.keys(counts), ...ends.keys()])];
  const purged = new Map(
    agents.map((agentId): [string, Purged] => {
      const { completed = 0, failed = 0, cancelled = 0 } = counts[agentId] ?? {};
      const names = (ends.get(agentId) ?? []).map(({ task_id, ended_at }) => endOf(task_id, ended_at));
      return [agentId, { count: completed + failed + cancelled, ends: new Set(names) }];
    }),
  );
  const told = earlier.map(({ agent_id, is_queue, ends: its, superseded, list }): [string, Retold] => [
    agent_id,
    {
      list,
      isQueue: is_queue,
      ends: new Map(its.map((end) => [endOf(end.task_id, end.ended_at), toldEnd(agent_id, end)])),
      superseded: new Set(superseded),
      purged: purged.get(agent_id) ?? NOTHING_PURGED,
    },
  ]);
  return { told: new Map(told), purged };
}

function toldEnd(agent_id: string, end: EarlierEnd): ToldEnd {
  const { task_id, status, priority, assigned_at, started_at, ended_at, revision, archived_only } = end;
  const times = { assigned_at, started_at, completed_at: ended_at, failed_at: ended_at, cancelled_at: ended_at };
  const facts: Task = { id: task_id, name: "", status, priority, agent_id, ...times };
  return { ended_at, revision, facts, isArchivedOnly: archived_only === true, task: undefined };
}

export function isGoneOfAgent(value: unknown): value is GoneOfAgent {
  const { agent_id, gone } = isRecord(value) ? value : {};
  return typeof agent_id === "string" && Array.isArray(gone) && gone.every(isGoneEnd);
}

/** It becomes a path. */
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

export function isEarlier(value: unknown): value is Earlier {
  if (!isRecord(value)) return false;
  const { agent_id, is_queue, ends, superseded, list } = value;
  return (
    typeof agent_id === "string" &&
    typeof is_queue === "boolean" &&
    areTexts(superseded) &&
    Array.isArray(ends) &&
    ends.every(isEarlierEnd) &&
    isAgentList(list)
  );
}

function isEarlierEnd(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { task_id, status, priority, assigned_at, ended_at, revision } = value;
  return (
    [task_id, assigned_at, ended_at].every((text) => typeof text === "string") &&
    typeof status === "string" &&
    isEnd(status) &&
    typeof priority === "number" &&
    Number.isSafeInteger(revision)
  );
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
