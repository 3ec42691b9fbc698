import { openTasks } from "../../../domain/find-task.ts";
import { numberOfTaskId } from "../../../domain/task-id.ts";
import { groupBy } from "../../../domain/group-by.ts";
import type { Task } from "../../../domain/task.ts";
import { allCopies } from "../archive-bulk.ts";
import type { ListFile } from "../list-file.ts";
import { isUnreadable, readFile, unlessUnreadable } from "../read-file.ts";
import { accessing } from "../system-error.ts";
import type { MendedLists } from "../take-over.ts";
import { idNumbers, largestOf } from "./check-index.ts";
import { agentsWithoutList } from "./check-lists.ts";
import { indexedAgents } from "./indexed-agents.ts";
import { factsOf, totalsOfAll } from "./known-ends.ts";
import { mendLists } from "./mend-lists.ts";
import type { Move } from "./move.ts";
import { rebuildList } from "./rebuild-list.ts";
import { salvageTasks } from "./salvage.ts";
import type { Survey } from "./survey.ts";

/** All that a repair is about to do. */
export interface MendPlan extends Omit<MendedLists, "ended"> {
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
  readonly onProgress: () => void;
  readonly keepFinished: number;
}

export function planMending(seen: Survey, options: PlanOptions): MendPlan {
  const { layout, lists, unreadableLists, copies, index, counter } = seen;
  const lost = [...unreadableLists.keys(), ...agentsWithoutList(seen)];
  const archived =
    lost.length === 0
      ? new Map<string, never>()
      : groupBy(allCopies(layout, options.onProgress).tasks, ({ agent_id }) => agent_id);
  const rebuilt = lost.map((agentId) =>
    rebuilding(agentId, seen, { ...options, archived: archived.get(agentId) ?? [] }),
  );
  const files = new Map([...lists, ...rebuilt.map(({ agent_id, file }): [string, ListFile] => [agent_id, file])]);
  const largest = largestOf(idNumbers({ lists: files, copies }));
  const lastId = Math.max(counter.value ?? 0, index.value?.last_id ?? 0, largest);
  const { lists: mended, moves } = mendLists({ files, told: seen.told, copies, lastId });
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
    totalsOf: (list) => totalsOfAll(list, factsOf(list, seen, moves)),
    mustWrite: new Set([...changed.map(({ list }) => list.agent_id), ...lost]),
    lastId: moves.reduce((last, { to }) => Math.max(last, numberOfTaskId(to.task_id)), lastId),
    lastSeq: Math.max(seen.lastSeq, index.value?.last_seq ?? 0),
    damaged: [
      ...replaced.map((agentId) => layout.list(agentId)),
      ...(index.exists && !index.value ? [layout.index] : []),
      ...(counter.exists && counter.value === undefined ? [layout.counter] : []),
    ],
    strayed: seen.unreadableCopies.filter(isUnreadable).map(({ facts }) => facts.path),
  };
}

interface RebuildOptions extends PlanOptions {
  readonly archived: readonly Task[];
}

function rebuilding(agentId: string, seen: Survey, { now, keepFinished, archived }: RebuildOptions): RebuiltList {
  const { list, missing } = rebuildList({
    agentId,
    told: seen.told.get(agentId),
    salvaged: salvageTasks(textOf(seen.layout.list(agentId)), agentId),
    archived,
    known: indexedAgents(seen).get(agentId),
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
