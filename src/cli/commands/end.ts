import type { EndResult } from "../../app/end-task.ts";
import type { Messages } from "../../app/messages/messages.ts";

/** What `complete` and `fail` print: `changed` only where a call was repeated. */
export function endJson({ task_id, changed }: EndResult): object {
  return changed ? { task_id } : { task_id, changed };
}

export function endMessage({ task, changed }: EndResult, { done }: Messages, ended: () => string): string {
  return changed ? ended() : done.unchanged(task.id, task.status);
}
