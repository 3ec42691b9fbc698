import { completeTask as complete } from "../domain/transitions.ts";
import { type EndResult, currentTask, endTask } from "./end-task.ts";
import { optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { agentName, attemptNumber, report, taskId } from "./readers.ts";

const input = {
  agent: required(agentName),
  task_id: optional(taskId),
  attempt: optional(attemptNumber),
  result: optional(report),
};

/** Ends the current task as completed, with what it delivered. */
export const completeTask = defineOperation({
  name: "complete",
  isChange: true,
  input,
  run: (app, { agent, task_id, attempt, result }): Promise<EndResult> =>
    endTask(app, {
      agent,
      task_id,
      attempt,
      status: "completed",
      report: result,
      pick: currentTask,
      end: (list, _, { now }) => complete(list, result?.text, now),
    }),
});
