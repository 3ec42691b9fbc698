import { openTasks } from "../domain/find-task.ts";
import { cancelTask as cancel } from "../domain/transitions.ts";
import { type EndResult, endTask } from "./end-task.ts";
import { optional, required } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { agentName, report, taskId } from "./readers.ts";

const input = { agent: required(agentName), task_id: required(taskId), reason: optional(report) };

/** Ends a running or pending task as cancelled: it is not to be done. */
export const cancelTask = defineOperation({
  name: "cancel",
  isChange: true,
  input,
  run: (app, { agent, task_id, reason }): Promise<EndResult> =>
    endTask(app, {
      agent,
      task_id,
      status: "cancelled",
      report: reason,
      pick: (list, id) => openTasks(list).find((task) => task.id === id),
      end: (list, task, { now }) => cancel(list, task, reason?.text, now),
    }),
});
