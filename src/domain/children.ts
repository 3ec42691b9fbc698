import type { AgentList } from "./agent-list.ts";
import { invalid } from "./errors.ts";
import { childrenOf } from "./labels.ts";
import { LIMITS } from "./limits.ts";
import { changeEvent, type Step, withOpenTask } from "./step.ts";
import type { Task } from "./task.ts";

/** Makes tasks parts of an open task. @throws INVALID_PARAMS if it has too many */
export function addChildren(list: AgentList, parent: Task, ids: readonly string[], now: string): Step {
  const after: Task = { ...parent, children: withChildren(childrenOf(parent), ids) };
  const event = changeEvent(list, { action: "edit", before: parent, after, now });
  return { list: withOpenTask(list, parent, after), task: after, event };
}

/** The parts of a task, with some more. @throws INVALID_PARAMS if they are too many */
export function withChildren(before: readonly string[], ids: readonly string[]): readonly string[] {
  const children = [...before, ...ids];
  if (children.length > LIMITS.children) throw invalid("too_many", { parameter: "parent", limit: LIMITS.children });
  return children;
}
