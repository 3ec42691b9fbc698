import type { AgentList, Located } from "../../domain/agent-list.ts";
import { isCancelledWith, dependsOn } from "../../domain/dependencies.ts";
import { isRefusal } from "../../domain/errors.ts";
import { placesReachable } from "../../domain/reachable.ts";
import type { Facts, Need, ReadOptions } from "../store.ts";
import { type GatherOptions, gatherFacts, needsLinks } from "./gather.ts";
import { type Index, readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { locateIn } from "./locate-many.ts";
import { unlessUnreadable } from "./read-file.ts";
import { readSettledList } from "./settled-list.ts";
import { listsAhead } from "./summaries.ts";

/** Reads what a change, or a reader, asks for, what tasks are linked by included. */
export function gatherLinked(
  layout: Layout,
  need: Need,
  options: GatherOptions & Pick<ReadOptions, "isGoneNone">,
): Facts {
  const { tasks: ids = [], reachable = [], dependents } = need;
  const isMuch = needsLinks({ tasks: ids, reachable: need.reachable });
  const facts = gatherFacts(layout, isMuch ? { ...need, tasks: [] } : need, options);
  return {
    ...facts,
    ...(isMuch && { tasks: manyTasks(layout, facts, { ids, reachable, isGoneNone: options.isGoneNone }) }),
    ...(dependents && { dependents: dependentsOf(dependents, listsThatCancel(layout, options.index)) }),
  };
}

interface Many {
  readonly ids: readonly string[];
  readonly reachable: readonly string[];
  readonly isGoneNone: boolean | undefined;
}

function manyTasks(layout: Layout, { lists }: Facts, { ids, reachable, isGoneNone }: Many): Facts["tasks"] {
  const find = locateIn(layout, lists);
  const locate = isGoneNone ? unlessGone(find) : find;
  return new Map([...ids.map((id) => [id, locate(id)] as const), ...placesReachable(reachable, locate)]);
}

function unlessGone(find: (id: string) => readonly Located[]): (id: string) => readonly Located[] {
  return (id) => {
    try {
      return find(id);
    } catch (error) {
      if (isRefusal(error, "STORE_CORRUPT") && error.facts.problem === "task_missing") return [];
      throw error;
    }
  };
}

/**
 * The lists that have tasks to be cancelled when others fail: the index knows which; whoever holds the lock has seen to
 * that. One that cannot be read keeps nobody from failing: its next start does what is left out now.
 */
function listsThatCancel(layout: Layout, known: Index | undefined): readonly AgentList[] {
  const index = known ?? readIndex(layout);
  const ahead = known ? [] : listsAhead(layout, index);
  const isAhead = new Set(ahead.map(({ agent_id }) => agent_id));
  const others = (index?.agents ?? []).filter(({ agent_id, to_cancel }) => to_cancel && !isAhead.has(agent_id));
  return [
    ...ahead,
    ...others.flatMap(({ agent_id }) => unlessUnreadable(() => readSettledList(layout, agent_id)) ?? []),
  ];
}

function dependentsOf(ids: readonly string[], lists: readonly AgentList[]): ReadonlyMap<string, readonly string[]> {
  return new Map(ids.map((id) => [id, lists.filter((list) => cancelsWith(list, id)).map(({ agent_id }) => agent_id)]));
}

function cancelsWith({ pending_tasks }: AgentList, id: string): boolean {
  return pending_tasks.some((task) => isCancelledWith(task) && dependsOn(task).includes(id));
}
