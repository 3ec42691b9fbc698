import { endOf, isEnd } from "../../domain/ending.ts";
import { type Labels, labelsOf } from "../../domain/labels.ts";
import {
  type Earlier,
  type EarlierEnd,
  type GoneEnd,
  isEarlier,
  isGoneOfAgent,
  toldBy,
} from "../../domain/purge-record.ts";
import { NOTHING_BEFORE, type Retold, type ToldBefore } from "../../domain/retold.ts";
import { PURGED, versionFields } from "../../domain/schema-version.ts";
import type { Layout } from "./layout.ts";
import { type PurgeMark, nameOfEnd, readMark } from "./purge-mark.ts";
import { corrupt, parseJson, readFile } from "./read-file.ts";
import { accessing } from "./system-error.ts";

export type { EarlierEnd, GoneEnd } from "../../domain/purge-record.ts";

/** What an end had besides what the journal keeps of it. */
export type LabelsOfEnd = (agentId: string, end: string) => Labels;

/** The records of `purged.jsonl`. */
export function purgeRecords(
  mark: Omit<PurgeMark, "named">,
  gone: ReadonlyMap<string, readonly GoneEnd[]>,
  told: ReadonlyMap<string, Retold>,
  labelsOfEnd: LabelsOfEnd,
): readonly object[] {
  const ends = [...gone].flatMap(([agent_id, ofAgent]) => ofAgent.map((end) => ({ agent_id, end })));
  const names = ends.map(({ agent_id, end }) => nameOfEnd(agent_id, endOf(end.task_id, end.ended_at)));
  const going = [...gone]
    .filter(([, ofAgent]) => ofAgent.length > 0)
    .map(([agent_id, ofAgent]) => ({ gone: ofAgent, agent_id }));
  const earlier = [...told].map(([agentId, retold]) => earlierOf(agentId, retold, labelsOfEnd));
  const first = { ...versionFields(PURGED), ...mark, named: names.length };
  return [first, names, ...going, ...earlier];
}

/** They, once nothing is left to be removed: of the ends that are gone only those are named of which the journal tells again. */
export function doneRecords(layout: Layout, mark: PurgeMark): readonly object[] {
  const gone = [...goneByAgent(layout)].map(([agentId, ends]) => [agentId, ends.flatMap(asToldAgain)] as const);
  return purgeRecords({ ...mark, is_done: true }, new Map(gone), toldBefore(layout).told, labelsBefore(layout));
}

function asToldAgain({ task_id, ended_at, told_again }: GoneEnd): readonly GoneEnd[] {
  return told_again ? [{ task_id, ended_at, told_again }] : [];
}

/** The ends that are gone although files may tell of them, agent by agent. */
export function goneByAgent(layout: Layout): ReadonlyMap<string, readonly GoneEnd[]> {
  return new Map(readMark(layout)?.named ? linesOf(layout, '{"gone":').map((line) => goneIn(layout, line)) : []);
}

function goneIn(layout: Layout, value: unknown): [string, readonly GoneEnd[]] {
  if (!isGoneOfAgent(value)) throw corrupt(layout.purged, "not_a_purge");
  return [value.agent_id, value.gone];
}

/** What the journal told up to the mark, agent by agent, and what was purged of each: from there it is told on. */
export function toldBefore(layout: Layout): ToldBefore {
  const mark = readMark(layout);
  if (!mark) return NOTHING_BEFORE;
  const gone = [...goneByAgent(layout)].map(([agent_id, ends]) => ({ agent_id, gone: ends }));
  return toldBy(mark.counts, gone, earlierIn(layout));
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
