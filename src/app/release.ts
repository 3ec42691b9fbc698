import { releaseQueue, releaseTask } from "../domain/care.ts";
import { type CareResult, careForAny } from "./care-for-task.ts";
import { optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { agentName, taskId } from "./readers.ts";

const input = { agent: required(agentName), task_id: optional(taskId) };

/** Lets a task, or a whole queue, that is on hold go on. */
export const release = defineOperation({
  name: "release",
  isChange: true,
  input,
  run: (app, given): Promise<CareResult> =>
    careForAny(app, given, {
      task: (list, task, { now }) => releaseTask(list, task, now),
      queue: (list, { now }) => releaseQueue(list, now),
    }),
});
