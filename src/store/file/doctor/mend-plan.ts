import { openTasks } from "../../../domain/find-task.ts";
import { numberOfTaskId } from "../../../domain/task-id.ts";
import { copiesOfAgent } from "../archive-bulk.ts";
import type { ListFile } from "../list-file.ts";
import { readFile, unlessUnreadable } from "../read-file.ts";
import { accessing } from "../system-error.ts";
import type { Mended } from "../take-over.ts";
import { idNumbers, largestOf } from "./check-index.ts";
import { agentsWithoutList } from "./check-lists.ts";
import { type Move, mendLists } from "./mend-lists.ts";
import { rebuildList } from "./rebuild-list.ts";
import { salvageTasks } from "./salvage.ts";
import type { Survey } from "./survey.ts";

/** All that a repair is about to do. */
export interface MendPlan extends Omit<Mended, "ended"> {
  readonly seen: Survey;
  readonly now: string;
  readonly rebuilt: readonly RebuiltList[];
  readonly moves: readonly Move[];
  /** The number of the last id, with those that are given now. */
  readonly lastId: number;
  /** The files that are replaced. */
  readonly damaged: readonly string[];
  /** What stands in the archive and is no task. */
  readonly strayed: readonly string[];
}

export interface RebuiltList {
  readonly agent_id: string;
  readonly file: ListFile;
  /** How many open tasks it has, and how many are missing. */
  readonly tasks: number;
  readonly missing: number;
}

interface PlanOptions {
  readonly now: string;
  readonly keepFinished: number;
}

export function planMending(seen: Survey, options: PlanOptions): MendPlan {
  const { layout, lists, unreadableLists, copies, index, counter } = seen;
  const lost = [...unreadableLists.keys(), ...agentsWithoutList(seen)];
  const rebuilt = lost.map((agentId) => rebuilding(agentId, seen, options));
  const files = new Map([...lists, ...rebuilt.map(({ agent_id, file }): [string, ListFile] => [agent_id, file])]);
  const largest = largestOf(idNumbers({ lists: files, copies }));
  const lastId = Math.max(counter.value ?? 0, index.value?.last_id ?? 0, largest);
  const { lists: mended, moves } = mendLists({ files, told: seen.told, lastId });
  const changed = [...files.values()].filter(({ list }) => mended.get(list.agent_id) !== list);
  const replaced = [
    ...unreadableLists.keys(),
    ...changed.map(({ list }) => list.agent_id).filter((id) => lists.has(id)),
  ];
  return {
    seen,
    now: options.now,
    rebuilt,
    moves,
    files: [...files.values()].map((file) => ({ ...file, list: mended.get(file.list.agent_id) ?? file.list })),
    mustWrite: new Set([...changed.map(({ list }) => list.agent_id), ...lost]),
    lastId: moves.reduce((last, { to }) => Math.max(last, numberOfTaskId(to.task_id)), lastId),
    lastSeq: Math.max(seen.lastSeq, index.value?.last_seq ?? 0),
    damaged: [
      ...replaced.map((agentId) => layout.list(agentId)),
      ...(index.exists && !index.value ? [layout.index] : []),
      ...(counter.exists && counter.value === undefined ? [layout.counter] : []),
    ],
    strayed: seen.unreadableCopies.flatMap(({ facts }) => ("path" in facts && facts.path ? [facts.path] : [])),
  };
}

function rebuilding(agentId: string, seen: Survey, { now, keepFinished }: PlanOptions): RebuiltList {
  const { layout, told, index } = seen;
  const retold = told.get(agentId);
  const { list, missing } = rebuildList({
    agentId,
    told: retold?.isQueue ? retold.list : undefined,
    salvaged: salvageTasks(textOf(layout.list(agentId))),
    archived: retold?.isQueue ? [] : copiesOfAgent(layout, agentId),
    entry: index.value?.agents.find(({ agent_id }) => agent_id === agentId),
    now,
    keepFinished,
  });
  const file = { list, version: { size: 0, mtime_ms: 0, ino: 0 }, isOurs: true };
  return { agent_id: agentId, file, tasks: openTasks(list).length, missing };
}

function textOf(path: string): string {
  const file = accessing(path, () => unlessUnreadable(() => readFile(path)));
  return file?.bytes.toString("utf8") ?? "";
}
