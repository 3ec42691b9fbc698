import type { Located } from "../domain/agent-list.ts";
import { findCycle } from "../domain/cycle.ts";
import type { Dependencies } from "../domain/dependencies.ts";
import { endedAt } from "../domain/ending.ts";
import { TaskListError, invalid } from "../domain/errors.ts";
import { momentOf, monthOf, stampAt } from "../domain/timestamp.ts";
import type { Facts, Need } from "../store/store.ts";

/** How a caller says on what a task depends: by ids, or keys of other tasks of the same call. */
export interface Wanted {
  readonly on: readonly string[];
  readonly mode: Dependencies["mode"];
  readonly onFailure: Dependencies["onFailure"];
}

/** Stamps differ in their offsets by at most so much, and the month of one is taken from its text. */
const OFFSETS_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * The tasks of some ids, which have to be asked for first.
 *
 * @throws TASK_NOT_FOUND for the first that there is not
 */
export function locate(
  { tasks }: Facts,
  ids: readonly string[],
): { readonly places: ReadonlyMap<string, Located> } | { readonly need: Need } {
  const missing = ids.filter((id) => !tasks.has(id));
  if (missing.length > 0) return { need: { tasks: missing } };
  return {
    places: new Map(
      ids.map((id) => {
        const [place] = tasks.get(id) ?? [];
        if (!place) throw new TaskListError("TASK_NOT_FOUND", { task_id: id });
        return [id, place];
      }),
    ),
  };
}

/**
 * The month from which on the ends of tasks are looked for; those that are not known are made now.
 *
 * No end of a task lies before the time at which it was assigned.
 */
export function earliestEnd(places: readonly (Located | undefined)[], { now, clock }: Facts): string {
  const moments = places.map((place) => momentOf((place && (endedAt(place.task) ?? place.task.assigned_at)) ?? now));
  return monthOf(stampAt(Math.min(...moments) - OFFSETS_MS, clock));
}

/** @throws INVALID_PARAMS if tasks would wait for one another */
export function refuseCycle(ids: Iterable<string>, dependsOn: (id: string) => readonly string[]): void {
  const cycle = findCycle(ids, dependsOn);
  if (cycle) throw invalid("cycle", { parameter: "depends_on", given: wayOf(cycle) });
}

/** So many tasks of a long way are named. */
const NAMED = 8;

function wayOf(cycle: readonly string[]): string {
  const named = cycle.length <= NAMED ? cycle : [...cycle.slice(0, NAMED - 1), "…", ...cycle.slice(-1)];
  return named.join(" -> ");
}
