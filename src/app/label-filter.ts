import type { LabelFilter } from "../domain/labels.ts";
import { type InputOf, optional } from "./input.ts";
import { group, tags } from "./link-readers.ts";
import { taskId } from "./readers.ts";

/** By which labels a caller asks for tasks. */
export const labelFields = { tag: optional(tags), group: optional(group), parent: optional(taskId) };

export function labelFilter({ tag, group: name, parent }: InputOf<typeof labelFields>): LabelFilter {
  return {
    ...(tag && { tags: tag }),
    ...(name !== undefined && { group: name }),
    ...(parent !== undefined && { parent }),
  };
}
