import { dependenciesOf, stringsIn } from "./dependencies.ts";
import type { Task } from "./task.ts";

/** A task whose references to others follow their new ids. What another program means by `depends_on` is left as it is. */
export function withReferences(task: Task, idOf: ReadonlyMap<string, string>): Task {
  const other = (id: string) => idOf.get(id) ?? id;
  const { parent_id, children } = task;
  const dependencies = dependenciesOf(task);
  const parts = children === undefined ? [] : stringsIn(children);
  const isNamed = (ids: readonly string[]) => ids.some((id) => idOf.has(id));
  return {
    ...task,
    ...(dependencies && isNamed(dependencies.on) && { depends_on: dependencies.on.map(other) }),
    ...(typeof parent_id === "string" && idOf.has(parent_id) && { parent_id: other(parent_id) }),
    ...(isNamed(parts) && { children: parts.map(other) }),
  };
}
