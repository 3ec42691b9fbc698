import { isEnd } from "./ending.ts";
import type { TaskStatus } from "./task.ts";

/** What can be waited for. */
export const GOALS = ["completed", "ended"] as const;
export type Goal = (typeof GOALS)[number];

/** Whether tasks have come there, may still come there, or cannot any more. */
export type GoalAnswer = "REACHED" | "NOT_YET" | "UNREACHABLE";

/** How far tasks are: all of them have to come there. */
export function answerFor(goal: Goal, statuses: readonly TaskStatus[]): GoalAnswer {
  if (statuses.some((status) => isLost(goal, status))) return "UNREACHABLE";
  return statuses.every((status) => status === "completed" || (goal === "ended" && isEnd(status)))
    ? "REACHED"
    : "NOT_YET";
}

/** Whether a task in this state comes there only if somebody brings it back. */
export function isLost(goal: Goal, status: TaskStatus): boolean {
  return goal === "completed" && (status === "failed" || status === "cancelled");
}
