import type { Located } from "./agent-list.ts";
import { dependsOn } from "./dependencies.ts";

/**
 * The places of tasks, of those on which they depend, and so on. What is completed stays so: what is behind it matters to
 * nobody any more.
 */
export function placesReachable(
  ids: readonly string[],
  locate: (id: string) => readonly Located[],
): ReadonlyMap<string, readonly Located[]> {
  const found = new Map<string, readonly Located[]>();
  const coming = [...ids];
  for (let id = coming.pop(); id !== undefined; id = coming.pop()) {
    if (found.has(id)) continue;
    const places = locate(id);
    found.set(id, places);
    const isOver = places.every(({ task }) => task.status === "completed");
    if (!isOver) coming.push(...places.flatMap(({ task }) => dependsOn(task)));
  }
  return found;
}
