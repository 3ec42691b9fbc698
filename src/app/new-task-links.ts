import type { NewTask } from "../domain/new-tasks.ts";
import type { Facts, Need } from "../store/store.ts";
import { type Wanted, earliestEnd, locate, refuseCycle } from "./task-links.ts";

/** A new task before it is known which tasks it names. */
export interface Draft {
  readonly content: NewTask;
  readonly depends?: Wanted | undefined;
  /** The task of which it is a part: an id, or the key of another task of the call. */
  readonly parent?: string | undefined;
}

/**
 * New tasks that know the tasks they depend on, and are parts of, by their ids.
 *
 * @throws TASK_NOT_FOUND if there is no such task
 * @throws INVALID_PARAMS if tasks would wait for one another
 */
export function linkDrafts(
  drafts: readonly Draft[],
  ids: readonly string[],
  facts: Facts,
): { readonly contents: readonly NewTask[] } | { readonly need: Need } {
  const byKey = new Map(drafts.map(({ content: { key } }, position) => [key, ids[position]]));
  const idOf = (reference: string) => byKey.get(reference) ?? reference;
  const named = drafts.flatMap(({ depends, parent }) => [
    ...(depends?.on ?? []),
    ...(parent === undefined ? [] : [parent]),
  ]);
  const before = new Set(named.map(idOf).filter((id) => !facts.newIds.includes(id) || !ids.includes(id)));
  const found = locate(facts, [...before]);
  if ("need" in found) return found;
  const contents = drafts.map(({ content, depends, parent }): NewTask => {
    const on = [...new Set(depends?.on.map(idOf))];
    const since =
      depends &&
      earliestEnd(
        on.map((id) => found.places.get(id)),
        facts,
      );
    return {
      ...content,
      ...(depends && since !== undefined && { dependencies: { ...depends, on, since } }),
      ...(parent !== undefined && { labels: { ...content.labels, parent_id: idOf(parent) } }),
    };
  });
  const dependsOn = new Map(contents.map(({ dependencies }, position) => [ids[position], dependencies?.on]));
  refuseCycle(ids, (id) => dependsOn.get(id) ?? []);
  return { contents };
}
