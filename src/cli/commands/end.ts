import type { Cascaded } from "../../app/cascade.ts";
import type { EndResult } from "../../app/end-task.ts";
import type { Messages } from "../../app/messages/messages.ts";

/** What `complete` and `fail` print: `changed` only where a call was repeated. */
export function endJson({ task_id, changed, also_cancelled }: EndResult): object {
  return changed ? { task_id, also_cancelled } : { task_id, changed };
}

export function endMessage(result: EndResult, { done }: Messages, ended: () => string): string {
  const { task, changed } = result;
  return changed ? `${ended()}${alsoCancelled(result, done)}` : done.unchanged(task.id, task.status);
}

/** What is said of the tasks that went along. */
export function alsoCancelled({ also_cancelled = [] }: Cascaded, done: Messages["done"]): string {
  return also_cancelled.length === 0 ? "" : done.also_cancelled(also_cancelled.length);
}
