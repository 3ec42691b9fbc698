import type { CareResult } from "../../app/care-for-task.ts";
import type { Messages } from "../../app/messages/messages.ts";

/** What `edit`, `hold` and `release` print. */
export function careJson({ agent_id, task_id, changed }: CareResult): object {
  return { agent_id, ...(task_id !== null && { task_id }), ...(!changed && { changed }) };
}

export function careMessage(
  { agent_id, task_id, changed }: CareResult,
  { done }: Messages,
  say: (what: string) => string,
) {
  return changed ? say(task_id ?? agent_id) : done.no_change();
}
