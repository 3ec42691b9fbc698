import type { EventFilter } from "../domain/event-filter.ts";
import { TASK_ACTIONS } from "../domain/task-words.ts";
import { type InputOf, optional } from "./input.ts";
import { labelFields, labelFilter } from "./label-filter.ts";
import type { App } from "./operation.ts";
import { agentName, choice, taskId } from "./readers.ts";

/** By what events are chosen. */
export const eventFields = {
  agent: optional(agentName),
  task_id: optional(taskId),
  action: optional(choice(TASK_ACTIONS)),
  ...labelFields,
};

/** The filter that a caller means. */
export async function filterOf(
  app: App,
  { agent: name, task_id: task, action, ...labels }: InputOf<typeof eventFields>,
): Promise<EventFilter> {
  const agent = name === undefined ? undefined : await app.store.agentId(name);
  return {
    ...(agent !== undefined && { agent }),
    ...(task !== undefined && { task }),
    ...(action !== undefined && { action }),
    ...labelFilter(labels),
  };
}
