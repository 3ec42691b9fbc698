import { dependsOn } from "../domain/dependencies.ts";
import type { Task, TaskStatus } from "../domain/task.ts";
import type { Facts, Need } from "../store/store.ts";

/** A task on which another depends, with what it has delivered. */
export interface Delivered {
  readonly task_id: string;
  /** Null, as the rest: nothing is left of it. */
  readonly agent_id: string | null;
  readonly task_status: TaskStatus | null;
  readonly name: string | null;
  readonly result?: string;
}

/** What the tasks on which a task depends have delivered, in its order; they have to be asked for first. */
export function deliveredTo(task: Task, { tasks }: Facts): readonly Delivered[] | { readonly need: Need } {
  const ids = dependsOn(task);
  const missing = ids.filter((id) => !tasks.has(id));
  if (missing.length > 0) return { need: { tasks: missing } };
  return ids.map((task_id) => {
    const place = tasks.get(task_id)?.[0];
    if (!place) return { task_id, agent_id: null, task_status: null, name: null };
    const { status, name, result } = place.task;
    return { task_id, agent_id: place.agent_id, task_status: status, name, ...(result && { result }) };
  });
}
