import { TaskListError, invalid } from "../domain/errors.ts";
import { openTasksByKey } from "../domain/find-task.ts";
import { keyName } from "../domain/kept-key.ts";
import type { NewTask } from "../domain/new-tasks.ts";
import { contentOf, differingFields, isSameJson } from "../domain/same-content.ts";
import type { Task } from "../domain/task.ts";
import type { Facts, Need } from "../store/store.ts";
import type { Draft } from "./new-task-links.ts";

/** Something that may have a key. */
interface Keyed {
  readonly key?: string | undefined;
}

/**
 * The tasks that have the keys of a call: open ones, and those that have theirs for ever, which have to be asked for first.
 *
 * @throws TASK_NOT_FOUND if nothing is left of a task that has its key for ever
 */
export function keyOwners(
  { lists, keys, tasks }: Facts,
  agent: string,
  items: readonly Keyed[],
): { readonly byKey: ReadonlyMap<string, Task> } | { readonly need: Need } {
  const list = lists.get(agent);
  const own = items.flatMap(({ key }) => key ?? []);
  const open: ReadonlyMap<string, Task> = own.length > 0 && list ? openTasksByKey(list) : new Map();
  const kept = own.flatMap((key) => {
    const task_id = open.has(key) ? undefined : keys.get(keyName({ agent_id: agent, key }));
    return task_id === undefined ? [] : [{ key, task_id }];
  });
  const missing = kept.map(({ task_id }) => task_id).filter((id) => !tasks.has(id));
  if (missing.length > 0) return { need: { tasks: missing } };
  const owners = kept.map(({ key, task_id }) => {
    const found = tasks.get(task_id)?.find(({ task }) => task.key === key);
    if (!found) throw new TaskListError("TASK_NOT_FOUND", { task_id, agent_id: agent });
    return [key, found.task] as const;
  });
  return { byKey: kept.length === 0 ? open : new Map([...open, ...owners]) };
}

/** Gives each item its id: a new one, or that of the task that has its key, be it an earlier item. */
export function idsFor(
  items: readonly Keyed[],
  owners: ReadonlyMap<string, Task>,
  newIds: readonly string[],
): readonly string[] {
  const byKey = new Map([...owners].map(([key, { id }]) => [key, id]));
  let used = 0;
  return items.map(({ key }) => {
    const known = key === undefined ? undefined : byKey.get(key);
    if (known !== undefined) return known;
    const id = newIds[used] ?? "";
    used += 1;
    if (key !== undefined) byKey.set(key, id);
    return id;
  });
}

/** @throws INVALID_PARAMS if two tasks of one call have a key, and not the same content */
export function refuseOtherContent(drafts: readonly Draft[]): void {
  const byKey = new Map<string, Draft>();
  for (const [position, draft] of drafts.entries()) {
    const { key } = draft.content;
    const before = key === undefined ? undefined : byKey.get(key);
    if (key !== undefined) byKey.set(key, before ?? draft);
    if (!before || isSameDraft(before, draft)) continue;
    throw invalid("key_used_twice", { parameter: "key", given: key ?? "", item: position + 1 });
  }
}

function isSameDraft(one: Draft, other: Draft): boolean {
  const isAlike = isSameJson([one.depends ?? null, one.parent], [other.depends ?? null, other.parent]);
  return isAlike && differingFields(contentOf(one.content), contentOf(other.content)).length === 0;
}

/** @throws KEY_CONFLICT if the task that has the key has another content */
export function refuseConflict(agent_id: string, { id, ...before }: Task, content: NewTask): void {
  const differs_in = differingFields(before, contentOf(content));
  if (differs_in.length === 0) return;
  throw new TaskListError("KEY_CONFLICT", { agent_id, key: content.key ?? "", task_id: id, differs_in });
}
