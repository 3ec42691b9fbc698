import type { AgentList, Located } from "../../domain/agent-list.ts";
import { findTasks } from "../../domain/find-task.ts";
import { firstOfEach } from "../../domain/same-task.ts";
import { LARGEST_NUMBER, taskId } from "../../domain/task-id.ts";
import { type Clock, momentOfChange } from "../clock.ts";
import type { Facts, Need } from "../store.ts";
import { dependencyEnds } from "./dependency-ends.ts";
import { findCopies, locationOf } from "./history.ts";
import { agentFolders } from "./agent-folders.ts";
import { lastIdNumber } from "./id-counter.ts";
import { type Index, readIndex } from "./index-file.ts";
import { monthTellingOf } from "./journal.ts";
import { keyName } from "../../domain/kept-key.ts";
import { readKey } from "./key-files.ts";
import type { Layout } from "./layout.ts";
import { listsWith, readList } from "./list-file.ts";
import { corrupt } from "./read-file.ts";
import { readSettledList, unsettledAgents } from "./settled-list.ts";

export interface GatherOptions {
  readonly clock: Clock;
  readonly isNewRoot: boolean;
  /** What the holder of the lock knows already; a reader has none of it. */
  readonly index?: Index;
  readonly lists?: ReadonlyMap<string, AgentList>;
}

/** So few tasks are looked for one by one: for more, every list is read once. */
const FEW_TASKS = 8;

/** Whether somebody asks for many tasks, or for what they are linked by: gather-linked.ts finds that. */
export function needsLinks({ tasks = [], reachable, dependents, foreign }: Need): boolean {
  return tasks.length > FEW_TASKS || [reachable, dependents, foreign].some((asked) => asked !== undefined);
}

/** Reads what a change, or a reader, asks for; see `needsLinks`. */
export function gatherFacts(layout: Layout, need: Need, { clock, isNewRoot, index, lists }: GatherOptions): Facts {
  const wanted = new Map<string, AgentList>();
  for (const agentId of need.agents ?? []) {
    const list = lists?.get(agentId) ?? readSettledList(layout, agentId);
    if (list) wanted.set(agentId, list);
  }
  return {
    ...momentOfChange(clock, wanted.values()),
    lists: wanted,
    tasks: new Map((need.tasks ?? []).map((id) => [id, locate(layout, id, need.agents ?? [], wanted)])),
    keys: new Map((need.keys ?? []).map((key) => [keyName(key), readKey(layout, key)?.task_id])),
    ended: need.dependencies ? dependencyEnds(layout, [...wanted.values()], index) : new Map(),
    dependents: new Map(),
    newIds: newIds(layout, need.newIds ?? 0, index, wanted),
    isNewRoot,
  };
}

/**
 * Where a task is: the lists first, then what only the archive has. With agents named, whose lists have been read, it is
 * looked for with them; the others are asked only if it is nobody's of these.
 */
export function locate(
  layout: Layout,
  id: string,
  named: readonly string[],
  lists: ReadonlyMap<string, AgentList>,
): readonly Located[] {
  const listed = [...lists.values()].flatMap((list) => findTasks(list, id));
  const own = named.length === 0 ? [] : placesAmong(layout, id, named, listed).places;
  if (own.some(({ agent_id }) => named.includes(agent_id))) return own;
  const agents = agentFolders(layout);
  const { places, unreadable } = placesAmong(layout, id, agents);
  if (places.length > 0) return places;
  // An agent to whom a change is about to give its first list has no folder yet.
  const coming = findSettled(layout, [...unsettledAgents(layout)], id);
  if (coming.length > 0) return coming;
  // Before "there is no such task": its copy may be the one that cannot be read, or its list.
  if (unreadable.length > 0) throw unreadable[0];
  if (named.length === 0) for (const agentId of agents) readList(layout, agentId);
  const month = monthTellingOf(layout, id);
  if (month !== undefined) throw corrupt(layout.journal(month), "task_missing", { detail: id });
  return places;
}

function placesAmong(
  layout: Layout,
  id: string,
  agents: readonly string[],
  listed = findInLists(layout, agents, id),
): { readonly places: readonly Located[]; readonly unreadable: readonly unknown[] } {
  const unreadable: unknown[] = [];
  const archived = findCopies(layout, id, agents, (error) => unreadable.push(error)).map(locationOf);
  // It may have come back from the archive into a list, or gone from one list to another (and be seen in both), while we looked.
  const isClear = listed.length === 1 || (listed.length === 0 && archived.length > 0);
  const lists = isClear ? listed : findSettled(layout, agents, id);
  return { places: firstOfEach([...lists, ...archived]), unreadable };
}

/** Looks once more, at the lists as of the last commit: what a change of several has not written yet stands in one of them. */
function findSettled(layout: Layout, agents: readonly string[], id: string): readonly Located[] {
  const unsettled = unsettledAgents(layout);
  const changing = agents.filter((agentId) => unsettled.has(agentId));
  const found = changing.flatMap((agentId) => {
    const list = readSettledList(layout, agentId);
    return list ? findTasks(list, id) : [];
  });
  const atRest = agents.filter((agentId) => !unsettled.has(agentId));
  return [...findInLists(layout, atRest, id), ...found];
}

function findInLists(layout: Layout, agents: readonly string[], id: string): readonly Located[] {
  // Most lists do not have the id, and need not be parsed.
  return listsWith(layout, agents, `"${id}"`).flatMap((agentId) => {
    const file = readList(layout, agentId);
    return file ? findTasks(file.list, id) : [];
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
  if (last + count > LARGEST_NUMBER) throw corrupt(layout.counter, "number_too_large");
  return Array.from({ length: count }, (_, offset) => taskId(last + 1 + offset));
}
