import type { AgentList } from "./agent-list.ts";
import { dependenciesOf, type Ends, isCancelledWith, stateOfDependencies, dependsOn } from "./dependencies.ts";
import type { EndStatus } from "./ending.ts";
import { withEnds } from "./ends.ts";
import { groupBy } from "./group-by.ts";
import { cancelTask } from "./transitions.ts";
import type { Step } from "./step.ts";
import type { Task } from "./task.ts";

/** A list without its tasks that cannot run any more, and the steps that led there. */
export interface Cleared {
  readonly list: AgentList;
  readonly steps: readonly Step[];
}

export interface ClearOptions {
  readonly now: string;
  /** The ids of the tasks that may be cancelled, if not all. */
  readonly only?: Pick<ReadonlySet<string>, "has">;
}

/**
 * Cancels the pending tasks that were to be cancelled when what they depend on fails, if it has; and those that depend on
 * them in turn.
 */
export function cancelDoomed(list: AgentList, ended: Ends, { now, only }: ClearOptions): Cleared {
  const bound = list.pending_tasks.filter((task) => isCancelledWith(task) && (only?.has(task.id) ?? true));
  if (bound.length === 0) return { list, steps: [] };
  const cancelled = new Map<string, EndStatus>();
  const ends = withEnds(ended, cancelled);
  const doomed = bound.filter((task) => isDoomed(task, ends));
  const waits = bound.flatMap((task) => dependsOn(task).map((id) => ({ id, task })));
  const waitersOf = groupBy(waits, ({ id }) => id);
  const steps: Step[] = [];
  let rest = list;
  for (let task = doomed.shift(); task; task = doomed.shift()) {
    if (cancelled.has(task.id)) continue;
    const step = cancelTask(rest, task, reasonOf(task, ends), now);
    cancelled.set(task.id, "cancelled");
    steps.push(step);
    rest = step.list;
    doomed.push(...(waitersOf.get(task.id) ?? []).map((wait) => wait.task).filter((waiter) => isDoomed(waiter, ends)));
  }
  return { list: rest, steps };
}

function isDoomed(task: Task, ended: Ends): boolean {
  const dependencies = isCancelledWith(task) ? dependenciesOf(task) : undefined;
  return dependencies !== undefined && stateOfDependencies(dependencies, ended) === "doomed";
}

function reasonOf(task: Task, ended: Ends): string {
  const lost = dependsOn(task).filter((id) => ended.has(id) && ended.get(id) !== "completed");
  return `it depends on ${lost.map((id) => `${id} (${ended.get(id)})`).join(", ")}`;
}
