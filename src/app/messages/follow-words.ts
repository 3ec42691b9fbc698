import type { Goal } from "../../domain/goal.ts";
import type { WaitedTask } from "../wait-for-tasks.ts";

/** What is said of events, and of what is waited for, in one language. */
export interface FollowWords {
  readonly more: (returned: number) => string;
  readonly notYet: (goal: Goal, tasks: readonly WaitedTask[]) => string;
  readonly unreachable: (tasks: readonly WaitedTask[]) => string;
}
