import { invalid } from "../../domain/errors.ts";
import { TASK_FIELDS } from "../../domain/task-words.ts";
import type { Task } from "../../domain/task.ts";

/**
 * The names in `--fields a,b,c`; undefined without it. A command that changes something knows before it does so that
 * all of them are fields; one that reads can print foreign fields too, if a task has them.
 *
 * @throws INVALID_PARAMS
 */
export function fieldsOf(given: unknown, { isChange }: { readonly isChange: boolean }): readonly string[] | undefined {
  if (typeof given !== "string") return undefined;
  const names = given.split(",").map((name) => name.trim());
  if (names.includes("")) throw invalid("empty", { parameter: "fields" });
  if (isChange) refuseUnknown(names, []);
  return [...new Set(names)];
}

/** @throws INVALID_PARAMS if a name is neither a field of ours nor one of the tasks */
export function refuseUnknown(names: readonly string[], tasks: readonly Task[]): void {
  const known: readonly string[] = TASK_FIELDS;
  const unknown = names.find((name) => !known.includes(name) && !tasks.some((task) => Object.hasOwn(task, name)));
  if (unknown !== undefined)
    throw invalid("not_a_choice", { parameter: "fields", given: unknown, choices: TASK_FIELDS });
}

/** A task with some of its fields only, in the order in which they were asked for. */
export function picking(names: readonly string[]): (task: Task) => Task {
  return (task) => {
    const picked = names.filter((name) => Object.hasOwn(task, name)).map((name) => [name, task[name]]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- from here on it is only printed
    return Object.fromEntries(picked) as Task;
  };
}
