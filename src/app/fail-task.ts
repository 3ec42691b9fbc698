import { failTask as fail } from "../domain/transitions.ts";
import { type EndResult, currentTask, endTask } from "./end-task.ts";
import { optional, required, withDefault } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { agentName, attemptNumber, report, taskId, yesNo } from "./readers.ts";

const input = {
  agent: required(agentName),
  task_id: optional(taskId),
  attempt: optional(attemptNumber),
  error: required(report),
  final: withDefault(yesNo, false),
};

/** Ends the current attempt as failed, with the reason; and with it the task, unless it has attempts left. */
export const failTask = defineOperation({
  name: "fail",
  isChange: true,
  input,
  run: (app, { agent, task_id, attempt, error, final }): Promise<EndResult> =>
    endTask(app, {
      agent,
      task_id,
      attempt,
      status: "failed",
      report: error,
      pick: currentTask,
      end: (list, _, moment) => fail(list, { error_message: error.text, isFinal: final }, moment),
    }),
});
