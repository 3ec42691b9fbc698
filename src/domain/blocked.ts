import { dependenciesOf, dependsOn, stateOfDependencies } from "./dependencies.ts";
import { type Outlook, waitReason } from "./readiness.ts";
import type { Task } from "./task.ts";
import { earliest } from "./timestamp.ts";

/** Tasks that nothing but a person can bring on, and since when there is such a task. */
export interface Blocked {
  readonly tasks: readonly [Task, ...Task[]];
  /** Null where nobody knows any more when what they depend on ended. */
  readonly since: string | null;
}

/**
 * Those of the waiting tasks that wait for ever: what they depend on has failed or was cancelled, and unless somebody retries
 * or edits it nothing happens. Whoever put a task on hold knows of it.
 */
export function blockedForGood(
  waiting: readonly Task[],
  outlook: Outlook,
  endOf: (taskId: string) => string | undefined,
): Blocked | undefined {
  const [first, ...others] = waiting.filter((task) => isBlockedForGood(task, outlook));
  if (!first) return undefined;
  const lost = dependsOn(first).filter((id) => outlook.ended.has(id) && outlook.ended.get(id) !== "completed");
  return { tasks: [first, ...others], since: earliest(lost.flatMap((id) => endOf(id) ?? [])) ?? null };
}

function isBlockedForGood(task: Task, outlook: Outlook): boolean {
  if (task.depends_on === undefined || waitReason(task, outlook) !== "dependency") return false;
  const dependencies = dependenciesOf(task);
  if (dependencies?.onFailure !== "wait") return false;
  return stateOfDependencies({ ...dependencies, onFailure: "cancel" }, outlook.ended) === "doomed";
}
