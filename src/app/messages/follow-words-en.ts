import type { WaitedTask } from "../wait-for-tasks.ts";
import type { FollowWords } from "./follow-words.ts";

export const followWordsEn: FollowWords = {
  more: (returned) => `${returned} events shown, and there are more: --limit`,
  notYet: (goal, tasks) => `Not ${goal} yet: ${named(tasks)}.`,
  unreachable: (tasks) =>
    `Cannot be completed any more: ${named(tasks)}. Only retry (of a failed task) or restore (of a cancelled one) would change that.`,
};

function named(tasks: readonly WaitedTask[]): string {
  return tasks.map(({ task_id, task_status }) => `${task_id} (${task_status})`).join(", ");
}
