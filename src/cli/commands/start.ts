import { startTask } from "../../app/start-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, TASK_ID } from "../flags.ts";

export const start = defineCommand({
  operation: startTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, { parameter: "resume" }, FIELDS],
  json: ({ task_id, attempt, resumed, task, expired }) => ({ task_id, attempt, resumed, task, expired }),
  message: ({ resumed }, { messages: { done } }) => (resumed ? done.resumed() : done.started()),
  withTasks: (result, change) => ({ ...result, task: change(result.task) }),
  tasks: ({ task }) => [task],
});
