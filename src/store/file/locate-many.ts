import type { AgentList, Located } from "../../domain/agent-list.ts";
import { placesOf } from "../../domain/find-task.ts";
import { groupBy } from "../../domain/group-by.ts";
import { firstOfEach } from "../../domain/same-task.ts";
import { knownAgents } from "./agent-folders.ts";
import { locate } from "./gather.ts";
import { findCopies, locationOf } from "./history.ts";
import { readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { unlessUnreadable } from "./read-file.ts";
import { readSettledList, unsettledAgents } from "./settled-list.ts";

/**
 * Looks for many tasks: every list is read once, now, and then the archive is asked.
 *
 * What the look throws: STORE_CORRUPT if a task may be in a list, or an archive copy, that cannot be read.
 */
export function locateIn(layout: Layout, known: ReadonlyMap<string, AgentList>): (id: string) => readonly Located[] {
  const agents = knownAgents(layout, readIndex(layout), unsettledAgents(layout));
  const lists = agents.flatMap(
    (agentId) => known.get(agentId) ?? unlessUnreadable(() => readSettledList(layout, agentId)) ?? [],
  );
  const listed = groupBy(lists.flatMap(placesOf), ({ task }) => task.id);
  return (id) => {
    const places = listed.get(id);
    if (places) return firstOfEach(places);
    const copies = findCopies(layout, id, agents);
    // One by one it is told apart what is missing, what cannot be read, and what went from list to list meanwhile.
    return copies.length > 0 ? firstOfEach(copies.map(locationOf)) : locate(layout, id, [], new Map());
  };
}
