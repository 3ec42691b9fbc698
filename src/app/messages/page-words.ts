import type { TaskStatus } from "../../domain/task.ts";
import type { TaskCount } from "../../domain/totals.ts";

/** The words of the pages about how things stand, in one language. Names and paths come in with nothing that steers a terminal. */
export interface PageWords {
  readonly about: string;
  readonly root: string;
  readonly agent: string;
  readonly tasks: string;
  readonly next: string;
  readonly usage: string;
  readonly now: string;
  readonly unknown: string;
  readonly none: string;
  readonly nobody: string;
  readonly unnamed: string;
  readonly rootIs: (path: string, origin: string, exists: boolean) => string;
  readonly counts: (total: TaskCount, agents: number) => string;
  readonly running: (task: string | undefined) => string;
  readonly pending: (count: number, next: string | undefined) => string;
  readonly named: (id: string, name: string, priority: number) => string;
  readonly agents: (names: readonly string[], more: number) => string;
  readonly problem: (sentence: string) => string;
  readonly graph: GraphWords;
  readonly group: GroupWords;
}

/** What is done with a whole group of tasks. */
export type GroupAction = "cancel" | "hold" | "release";

/** The words for that. */
export interface GroupWords {
  readonly tasks: (count: number, group: string, agents: number) => string;
  readonly none: (group: string) => string;
  readonly ask: Readonly<Record<GroupAction, (tasks: string) => string>>;
  readonly done: Readonly<Record<GroupAction, (tasks: string) => string>>;
  readonly also_cancelled: (count: number) => string;
}

/** The words of the tree of tasks that depend on one another. */
interface GraphWords {
  readonly none: string;
  readonly above: string;
  /** Said of a task for which one of those below it is enough. */
  readonly any_of: (state: string) => string;
  /** How a task stands; one that is pending may be ready, or is told apart by what keeps it. */
  readonly states: Readonly<
    Record<Exclude<TaskStatus, "pending"> | "ready" | "waits" | "held" | "later" | "missing", string>
  >;
}
