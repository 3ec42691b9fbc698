import { expect, test } from "vitest";
import { answerFor, type Goal, type GoalAnswer } from "../../src/domain/goal.ts";
import type { TaskStatus } from "../../src/domain/task.ts";

test.each<readonly [Goal, readonly TaskStatus[], GoalAnswer]>([
  ["completed", ["completed", "completed"], "REACHED"],
  ["completed", ["completed", "running"], "NOT_YET"],
  ["completed", ["pending"], "NOT_YET"],
  ["completed", ["running", "failed"], "UNREACHABLE"],
  ["completed", ["completed", "cancelled"], "UNREACHABLE"],
  ["ended", ["completed", "failed", "cancelled"], "REACHED"],
  ["ended", ["failed", "running"], "NOT_YET"],
])("%s by %j: %s", (goal, statuses, answer) => {
  expect(answerFor(goal, statuses)).toBe(answer);
});
