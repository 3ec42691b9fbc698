import { type EndStatus, endOf, isEnd } from "../../domain/ending.ts";
import { type Labels, labelsOf } from "../../domain/labels.ts";
import { isAgentList } from "../../domain/list-check.ts";
import {
  NOTHING_BEFORE,
  NOTHING_PURGED,
  type Purged,
  type Retold,
  type ToldBefore,
  type ToldEnd,
} from "../../domain/retold.ts";
import { PURGED, versionFields } from "../../domain/schema-version.ts";
import { isRecord } from "../../domain/scan.ts";
import { TASK_ID } from "../../domain/task-id.ts";
import type { Task } from "../../domain/task.ts";
import { isTimestamp } from "../../domain/timestamp.ts";
import type { Layout } from "./layout.ts";
import { NO_ENDS, type PurgeMark, nameOfEnd, readMark } from "./purge-mark.ts";
import { corrupt, parseJson, readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";

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

/** What the journal told of one agent up to the mark: a line of `purged.jsonl`. */
interface Earlier {
  readonly agent_id: string;
  readonly is_queue: boolean;
  readonly ends: readonly EarlierEnd[];
  readonly superseded: readonly string[];
  readonly list: Retold["list"];
}

/** What an end had besides what the journal keeps of it. */
export type LabelsOfEnd = (agentId: string, end: string) => Labels;

/** The text of `purged.jsonl`. */
export function encodePurge(
  mark: Omit<PurgeMark, "named">,
  gone: ReadonlyMap<string, readonly GoneEnd[]>,
  told: ReadonlyMap<string, Retold>,
  labelsOfEnd: LabelsOfEnd,
): string {
  const ends = [...gone].flatMap(([agent_id, ofAgent]) => ofAgent.map((end) => ({ agent_id, end })));
  const names = ends.map(({ agent_id, end }) => nameOfEnd(agent_id, endOf(end.task_id, end.ended_at)));
  const going = [...gone]
    .filter(([, ofAgent]) => ofAgent.length > 0)
    .map(([agent_id, ofAgent]) => ({ gone: ofAgent, agent_id }));
  const earlier = [...told].map(([agentId, retold]) => earlierOf(agentId, retold, labelsOfEnd));
  const first = { ...versionFields(PURGED), ...mark, named: names.length };
  return [first, names, ...going, ...earlier].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** The ends that are gone although files may tell of them, agent by agent. */
export function goneByAgent(layout: Layout): ReadonlyMap<string, readonly GoneEnd[]> {
  return new Map(readMark(layout)?.named ? linesOf(layout, '{"gone":').map((line) => goneIn(layout, line)) : []);
}

function goneIn(layout: Layout, value: unknown): [string, readonly GoneEnd[]] {
  const { agent_id, gone } = isRecord(value) ? value : {};
  if (typeof agent_id !== "string" || !Array.isArray(gone) || !gone.every(isGoneEnd)) {
    throw corrupt(layout.purged, "not_a_purge");
  }
  return [agent_id, gone];
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

/** What the journal told up to the mark, agent by agent, and what was purged of each: from there it is told on. */
export function toldBefore(layout: Layout): ToldBefore {
  const mark = readMark(layout);
  if (!mark) return NOTHING_BEFORE;
  const gone = goneByAgent(layout);
  const agents = [...new Set([...Object.keys(mark.counts), ...gone.keys()])];
  const purged = new Map(
    agents.map((agentId): [string, Purged] => {
      const { completed, failed, cancelled } = mark.counts[agentId] ?? NO_ENDS;
      const ends = (gone.get(agentId) ?? []).map(({ task_id, ended_at }) => endOf(task_id, ended_at));
      return [agentId, { count: completed + failed + cancelled, ends: new Set(ends) }];
    }),
  );
  const told = earlierIn(layout).map(({ agent_id, is_queue, ends, superseded, list }): [string, Retold] => [
    agent_id,
    {
      list,
      isQueue: is_queue,
      ends: new Map(ends.map((end) => [endOf(end.task_id, end.ended_at), toldEnd(agent_id, end)])),
      superseded: new Set(superseded),
      purged: purged.get(agent_id) ?? NOTHING_PURGED,
    },
  ]);
  return { told: new Map(told), purged };
}

/** The ends that still count of which the journal told up to the mark. */
export function endsBefore(layout: Layout): readonly (EarlierEnd & { agent_id: string; labels: Labels })[] {
  if (!readMark(layout)) return [];
  return earlierIn(layout).flatMap(({ agent_id, ends }) =>
    ends.map((end) => ({ ...end, agent_id, labels: labelsOf({ ...end }) })),
  );
}

/** Every label that is known of the ends of which the journal told before. */
export function labelsBefore(layout: Layout): LabelsOfEnd {
  const labels = new Map(
    endsBefore(layout).map((end) => [nameOfEnd(end.agent_id, endOf(end.task_id, end.ended_at)), end.labels]),
  );
  return (agentId, end) => labels.get(nameOfEnd(agentId, end)) ?? {};
}

function earlierOf(agent_id: string, { list, isQueue, ends, superseded }: Retold, labels: LabelsOfEnd): Earlier {
  return {
    agent_id,
    is_queue: isQueue,
    ends: [...ends].flatMap(([key, { ended_at, revision, facts, isArchivedOnly }]): readonly EarlierEnd[] => {
      const { status } = facts;
      if (!isEnd(status)) return [];
      const end = {
        task_id: facts.id,
        status,
        priority: facts.priority,
        assigned_at: facts.assigned_at,
        started_at: facts.started_at ?? null,
        ended_at,
        revision,
        ...(isArchivedOnly && { archived_only: true as const }),
        ...labels(agent_id, key),
      };
      return [end];
    }),
    superseded: [...superseded],
    list,
  };
}

function toldEnd(agent_id: string, end: EarlierEnd): ToldEnd {
  const { task_id, status, priority, assigned_at, started_at, ended_at, revision, archived_only } = end;
  const times = { assigned_at, started_at, completed_at: ended_at, failed_at: ended_at, cancelled_at: ended_at };
  const facts: Task = { id: task_id, name: "", status, priority, agent_id, ...times };
  return { ended_at, revision, facts, isArchivedOnly: archived_only === true, task: undefined };
}

function earlierIn(layout: Layout): readonly Earlier[] {
  return linesOf(layout, '{"agent_id":').map((value) => {
    if (!isEarlier(value)) throw corrupt(layout.purged, "not_a_purge");
    return value;
  });
}

/** The records of the lines that begin so. */
function linesOf(layout: Layout, begin: string): readonly unknown[] {
  const path = layout.purged;
  const text = accessing(path, () => readFile(path))?.bytes.toString("utf8") ?? "";
  const lines = text.split("\n").filter((line) => line.startsWith(begin));
  return lines.map((line) => parseJson(path, Buffer.from(line)));
}

function isEarlier(value: unknown): value is Earlier {
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

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
