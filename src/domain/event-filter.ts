import type { TaskAction, TaskEvent } from "./event.ts";
import { type LabelFilter, asksForLabels, hasLabels, labelsOf } from "./labels.ts";
import { isBetween } from "./timestamp.ts";

/** Which events are asked for; what is left out does not matter. */
export interface EventFilter extends LabelFilter {
  readonly agent?: string;
  readonly task?: string;
  readonly action?: TaskAction;
  readonly operator?: string;
  /** When it happened: between these, both milliseconds since 1970 and inclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** Whether an event is one of those. */
export function isAskedFor(event: TaskEvent, filter: EventFilter): boolean {
  const { agent, task, action, operator } = filter;
  if (agent !== undefined && event.agent_id !== agent) return false;
  if (task !== undefined && event.task_id !== task) return false;
  if (action !== undefined && event.action !== action) return false;
  if (operator !== undefined && event.operator !== operator) return false;
  return (!asksForLabels(filter) || hasLabels(labelsOf(event), filter)) && isBetween(event.at, filter);
}
