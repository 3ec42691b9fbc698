import { basename } from "node:path";
import type { AgentList, Located } from "../../domain/agent-list.ts";
import { placesOf } from "../../domain/find-task.ts";
import { groupBy } from "../../domain/group-by.ts";
import { firstOfEach } from "../../domain/same-task.ts";
import { knownAgents } from "./agent-folders.ts";
import { archiveMonths, copyFiles, locationOf, readCopy } from "./history.ts";
import { readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { readFile } from "./read-file.ts";
import { readSettledList, unsettledAgents } from "./settled-list.ts";
import { accessing } from "./system-error.ts";

type Owners = ReadonlyMap<string, readonly Located[]>;

/**
 * Who has ids that come from elsewhere: each list, and the names in the archive, are read once, however many ids there are.
 *
 * @throws STORE_CORRUPT if a list cannot be read, or a copy of one of the ids: it may be its owner's
 */
export function ownersOf(layout: Layout, known: ReadonlyMap<string, AgentList>, ids: readonly string[]): Owners {
  const wanted = new Set(ids);
  const copies = archivePaths(layout).filter((path) => wanted.has(basename(path).split(".", 1)[0] ?? ""));
  return ofEach([...listedPlaces(layout, known), ...copies.flatMap(placeOfCopy)], ({ task }) => [task.id], wanted);
}

/** Which tasks once had ids, before they were given others. The archive's copies are opened only as far as they tell of that. */
export function formerOwnersOf(layout: Layout, known: ReadonlyMap<string, AgentList>, ids: readonly string[]): Owners {
  const copies = archivePaths(layout).filter((path) => {
    return accessing(path, () => readFile(path))?.bytes.includes('"former_id"') ?? false;
  });
  const places = [...listedPlaces(layout, known), ...copies.flatMap(placeOfCopy)];
  return ofEach(places, ({ task }) => (task.former_id ? [task.former_id] : []), new Set(ids));
}

function ofEach(
  places: readonly Located[],
  idsOf: (place: Located) => readonly string[],
  wanted: ReadonlySet<string>,
): Owners {
  const named = places.flatMap((place) => idsOf(place).map((id) => ({ id, place })));
  const found = groupBy(
    named.filter(({ id }) => wanted.has(id)),
    ({ id }) => id,
  );
  return new Map([...found].map(([id, all]) => [id, firstOfEach(all.map(({ place }) => place))]));
}

function listedPlaces(layout: Layout, known: ReadonlyMap<string, AgentList>): readonly Located[] {
  const agents = knownAgents(layout, readIndex(layout), unsettledAgents(layout));
  return agents.flatMap((agentId) => {
    const list = known.get(agentId) ?? readSettledList(layout, agentId);
    return list ? placesOf(list) : [];
  });
}

function archivePaths(layout: Layout): readonly string[] {
  return archiveMonths(layout).flatMap((month) => copyFiles(layout, month));
}

function placeOfCopy(path: string): readonly Located[] {
  const copy = readCopy(path);
  return copy ? [locationOf(copy)] : [];
}
