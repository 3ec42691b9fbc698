import { isDeepStrictEqual } from "node:util";
import { groupBy } from "../../domain/group-by.ts";
import type { Task } from "../../domain/task.ts";

/** The tasks of which nothing equal is told. */
export function untoldTasks(tasks: readonly Task[], told: readonly Task[]): readonly Task[] {
  const known = groupBy(told, ({ id }) => id);
  return tasks.filter((task) => !known.get(task.id)?.some((other) => isDeepStrictEqual(other, task)));
}
