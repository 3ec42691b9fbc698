import { dependsOn } from "./dependencies.ts";
import { childrenOf, labelsOf } from "./labels.ts";
import type { Task } from "./task.ts";

/**
 * The ids of tasks that no purge takes away, however long ago they ended: those that open tasks name, and, of those of
 * them that are not completed, what these need in turn (`needsById`): a retry of one would wait for that again.
 */
export function idsThatStay(open: readonly Task[], needsById: (id: string) => readonly string[]): ReadonlySet<string> {
  const stay = new Set<string>();
  const coming = open.flatMap(namedBy);
  for (let id = coming.pop(); id !== undefined; id = coming.pop()) {
    if (stay.has(id)) continue;
    stay.add(id);
    coming.push(...needsById(id));
  }
  return stay;
}

/** Its own id is among them: the original tool leaves copies of earlier attempts at an open task. */
function namedBy(task: Task): readonly string[] {
  const { parent_id } = labelsOf(task);
  return [task.id, ...dependsOn(task), ...childrenOf(task), ...(parent_id === undefined ? [] : [parent_id])];
}

/** What a finished task depends on, as far as that matters: what is completed stays so. */
export function needsOf(task: Task): readonly string[] {
  return task.status === "completed" ? [] : dependsOn(task);
}
