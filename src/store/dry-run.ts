import { bothNeeds } from "./apply-change.ts";
import type { Change, Committed, Need, TaskStore, UpdateOptions } from "./store.ts";

/** A store that decides everything as the other one would, from a read without lock, and changes nothing. */
export function dryRunStore(store: TaskStore): TaskStore {
  async function update<Result>(
    need: Need,
    change: Change<Result>,
    options?: UpdateOptions,
  ): Promise<Committed<Result>> {
    const outcome = change(await store.read(need, options));
    if ("need" in outcome) return update(bothNeeds(need, outcome.need), change, options);
    return { result: outcome.result, warnings: [] };
  }
  return { ...store, update };
}
