import type { Located } from "./agent-list.ts";
import { waitsFor, type PlaceOf } from "./graph.ts";
import { groupBy } from "./group-by.ts";

/** The tasks that depend on others, or on which others among them depend. */
export function linkedAmong(places: readonly Located[]): readonly Located[] {
  const waitedFor = new Set(places.flatMap(waitsFor));
  return places.filter((place) => waitsFor(place).length > 0 || waitedFor.has(place.task.id));
}

/** The tasks among these that depend on a task, and those that depend on them, and so on. */
export function dependentsAmong(places: readonly Located[], id: string): readonly string[] {
  const waits = places.flatMap((place) => waitsFor(place).map((on) => ({ on, waiter: place.task.id })));
  const waitersOf = groupBy(waits, ({ on }) => on);
  const found = new Set<string>();
  const coming = [id];
  for (let next = coming.pop(); next !== undefined; next = coming.pop()) {
    for (const { waiter } of waitersOf.get(next) ?? []) {
      if (found.has(waiter)) continue;
      found.add(waiter);
      coming.push(waiter);
    }
  }
  return [...found];
}

/** Tasks, and those on which they depend directly. */
export function withDirect(ids: readonly string[], placeOf: PlaceOf): ReadonlySet<string> {
  return new Set([...ids, ...ids.flatMap((id) => waitsFor(placeOf(id)))]);
}
