import { stringsIn } from "./dependencies.ts";
import type { Task } from "./task.ts";

/** By what tasks belong together. */
export interface Labels {
  readonly tags?: readonly string[];
  readonly group?: string;
  /** The task of which it is a part. */
  readonly parent_id?: string;
}

/** The labels of a record that has such fields, whoever wrote it; what is of another form is none. */
export function labelsOf(record: Readonly<Record<string, unknown>>): Labels {
  const { tags: several, group, parent_id } = record;
  const tags = several === undefined ? [] : stringsIn(several);
  return {
    ...(tags.length > 0 && { tags }),
    ...(typeof group === "string" && { group }),
    ...(typeof parent_id === "string" && { parent_id }),
  };
}

/** The tasks that are parts of a task. */
export function childrenOf({ children }: Task): readonly string[] {
  return children === undefined ? [] : stringsIn(children);
}

/** Which labels are asked for: every tag, and the others as they are. */
export interface LabelFilter {
  readonly tags?: readonly string[];
  readonly group?: string;
  readonly parent?: string;
}

/** Whether labels are asked for at all. */
export function asksForLabels({ tags = [], group, parent }: LabelFilter): boolean {
  return tags.length > 0 || group !== undefined || parent !== undefined;
}

/** Whether something has all labels that are asked for. */
export function hasLabels({ tags = [], group, parent_id }: Labels, filter: LabelFilter): boolean {
  if (filter.group !== undefined && group !== filter.group) return false;
  if (filter.parent !== undefined && parent_id !== filter.parent) return false;
  return (filter.tags ?? []).every((tag) => tags.includes(tag));
}
