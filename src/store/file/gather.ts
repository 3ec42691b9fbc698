import type { AgentList, Located } from "../../domain/agent-list.ts";
import { findTasks } from "../../domain/find-task.ts";
import { taskId } from "../../domain/task-id.ts";
import { type Clock, changeTime } from "../clock.ts";
import type { Facts, Need } from "../store.ts";
import { findArchived } from "./history.ts";
import { agentFolders, lastIdNumber } from "./id-counter.ts";
import { type Index, readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { parseList, readListBytes } from "./list-file.ts";
import { readSettledList } from "./settled-list.ts";

export interface GatherOptions {
  readonly clock: Clock;
  readonly isNewRoot: boolean;
  /** What the holder of the lock knows already; a reader has none of it. */
  readonly index?: Index;
  readonly lists?: ReadonlyMap<string, AgentList>;
}

/** Reads what a change, or a reader, asks for. */
export function gatherFacts(layout: Layout, need: Need, { clock, isNewRoot, index, lists }: GatherOptions): Facts {
  const wanted = new Map<string, AgentList>();
  for (const agentId of need.agents ?? []) {
    const list = lists?.get(agentId) ?? readSettledList(layout, agentId);
    if (list) wanted.set(agentId, list);
  }
  return {
    now: changeTime(clock, wanted.values()),
    lists: wanted,
    tasks: new Map((need.tasks ?? []).map((id) => [id, locate(layout, id)])),
    newIds: newIds(layout, need.newIds ?? 0, index, wanted),
    isNewRoot,
  };
}

/** Where a task is: the lists first, then the archive. */
function locate(layout: Layout, id: string): readonly Located[] {
  const listed = findInLists(layout, id);
  if (listed.length > 0) return listed;
  const archived = findArchived(layout, id);
  // It may have come back from the archive into a list, or gone from one list to another, while we looked.
  return archived.length > 0 ? archived : findInLists(layout, id);
}

function findInLists(layout: Layout, id: string): readonly Located[] {
  return agentFolders(layout).flatMap((agentId) => {
    const file = readListBytes(layout, agentId);
    // Parsing is the dear part, and most lists do not have the id.
    if (!file?.bytes.includes(`"${id}"`)) return [];
    return findTasks(parseList(layout.list(agentId), agentId, file).list, id);
  });
}

function newIds(
  layout: Layout,
  count: number,
  index: Index | undefined,
  lists: ReadonlyMap<string, AgentList>,
): readonly string[] {
  if (count === 0) return [];
  const last = lastIdNumber(layout, index ?? readIndex(layout), lists.values());
  return Array.from({ length: count }, (_, offset) => taskId(last + 1 + offset));
}
