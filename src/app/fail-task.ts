import { failTask as fail } from "../domain/transitions.ts";
import { type EndResult, currentTask, endTask } from "./end-task.ts";
import { optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { agentName, report, taskId } from "./readers.ts";

const input = { agent: required(agentName), task_id: optional(taskId), error: required(report) };

/** Ends the current task as failed, with the reason. */
export const failTask = defineOperation({
  name: "fail",
  isChange: true,
  input,
  run: (app, { agent, task_id, error }): Promise<EndResult> =>
    endTask(app, {
      agent,
      task_id,
      status: "failed",
      report: error,
      pick: currentTask,
      end: (list, _, now) => fail(list, error.text, now),
    }),
});
