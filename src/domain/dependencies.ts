import type { EndStatus } from "./ending.ts";
import type { DEPENDS_MODES, ON_DEPENDENCY_FAILURE } from "./task-words.ts";
import type { Task } from "./task.ts";

/** How tasks ended, by their ids; those that are open, or were not asked for, are missing. */
export type Ends = Pick<ReadonlyMap<string, EndStatus>, "has" | "get">;

/** What a task waits for, as we wrote it. */
export interface Dependencies {
  /** The ids of the tasks that it depends on; never none. */
  readonly on: readonly string[];
  /** Whether all of them have to be done, or any one. */
  readonly mode: (typeof DEPENDS_MODES)[number];
  /** What becomes of it when they cannot be done any more: it waits for a retry, is cancelled, or runs nevertheless. */
  readonly onFailure: (typeof ON_DEPENDENCY_FAILURE)[number];
  /** None of them has ended before this month, or has an end that counts: `2026-04`. */
  readonly since: string;
}

/**
 * How far what a task depends on has come: it may run, has to wait, or cannot run any more and is to be cancelled.
 */
export type DependencyState = "met" | "open" | "doomed";

/**
 * What a task depends on; undefined if on nothing. The original tool names `depends_on` as something to come: a field of that
 * name is another program's, unless what we write beside it is there too.
 */
export function dependenciesOf(task: Task): Dependencies | undefined {
  const { depends_on: on, depends_since: since } = task;
  if (on === undefined || typeof since !== "string" || !/^\d{4}-\d{2}$/.test(since)) return undefined;
  const ids = stringsIn(on);
  if (ids.length === 0) return undefined;
  const { depends_mode, on_dependency_failure: rule } = task;
  // Written out: a queue may have thousands of them, and this is asked for each.
  const onFailure = rule === "cancel" || rule === "run" ? rule : "wait";
  return { on: ids, mode: depends_mode === "any" ? "any" : "all", onFailure, since };
}

/** The ids of the tasks on which a task depends. */
export function dependsOn(task: Task): readonly string[] {
  return dependenciesOf(task)?.on ?? [];
}

/** The fields of a task that depends on others. */
export function dependencyFields({ on, mode, onFailure, since }: Dependencies): Partial<Task> {
  return {
    depends_on: on,
    ...(mode === "any" && { depends_mode: mode }),
    ...(onFailure !== "wait" && { on_dependency_failure: onFailure }),
    depends_since: since,
  };
}

/** Whether a task is to be cancelled when what it depends on fails. */
export function isCancelledWith({ depends_on, on_dependency_failure }: Task): boolean {
  return depends_on !== undefined && on_dependency_failure === "cancel";
}

/** How far a task's dependencies have come. */
export function stateOfDependencies({ on, mode, onFailure }: Dependencies, ends: Ends): DependencyState {
  const isDone = (id: string) => (onFailure === "run" ? ends.has(id) : ends.get(id) === "completed");
  if (mode === "all" ? on.every(isDone) : on.some(isDone)) return "met";
  if (onFailure !== "cancel") return "open";
  const isLost = (id: string) => ends.has(id) && ends.get(id) !== "completed";
  return (mode === "all" ? on.some(isLost) : on.every(isLost)) ? "doomed" : "open";
}

/** The texts of a list; none if it is no list of texts. */
export function stringsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return items.every((item) => typeof item === "string") ? items : [];
}
