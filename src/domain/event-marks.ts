import type { TaskEvent } from "./event.ts";
import { isRecord } from "./scan.ts";

/** What a task is marked with, as an event of it tells. Another program may have fields of these names, with anything in them. */
export interface EventMarks {
  readonly group?: string;
  readonly tags?: readonly string[];
  readonly parent_id?: string;
}

/** The marks of an event's task: said by the event itself, or by the task that it carries. */
export function marksOf(event: TaskEvent): EventMarks {
  const { group, tags, parent_id } = { ...marksIn(event.task), ...marksIn(event) };
  return {
    ...(group !== undefined && { group }),
    ...(tags && { tags }),
    ...(parent_id !== undefined && { parent_id }),
  };
}

function marksIn(value: unknown): EventMarks {
  if (!isRecord(value)) return {};
  const { group, tags, parent_id } = value;
  return {
    ...(typeof group === "string" && { group }),
    ...(Array.isArray(tags) && { tags: tags.filter((tag) => typeof tag === "string") }),
    ...(typeof parent_id === "string" && { parent_id }),
  };
}
