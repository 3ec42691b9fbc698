import type { EventDraft } from "./event.ts";
import type { TaskStatus } from "./task.ts";

/** An event that happened to a task, not to a whole queue. */
export type AboutTask<Event> = Event & { readonly task_id: string; readonly new_status: TaskStatus };

export function isAboutTask<Event extends Pick<EventDraft, "task_id" | "new_status">>(
  event: Event,
): event is AboutTask<Event> {
  return event.task_id !== null;
}
