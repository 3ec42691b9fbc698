import { startTask } from "../../app/start-task.ts";
import { defineCommand } from "../command.ts";
import { alsoCancelled } from "./end.ts";
import { AGENT, FIELDS, TASK_ID } from "../flags.ts";

export const start = defineCommand({
  operation: startTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, { parameter: "resume" }, { parameter: "with_results" }, FIELDS],
  json: ({ task_id, attempt, resumed, task, expired, also_cancelled, dependencies }) => ({
    task_id,
    attempt,
    resumed,
    task,
    dependencies,
    expired,
    also_cancelled,
  }),
  message: (result, { messages: { done } }) =>
    `${result.resumed ? done.resumed() : done.started()}${alsoCancelled(result, done)}`,
  withTasks: (result, change) => ({ ...result, task: change(result.task) }),
  tasks: ({ task }) => [task],
});
