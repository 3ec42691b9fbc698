import { startTask } from "../../app/start-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, TASK_ID } from "../flags.ts";

export const start = defineCommand({
  operation: startTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, FIELDS],
  json: ({ task_id, task }) => ({ task_id, task }),
  message: (_, { messages: { done } }) => done.started(),
  withTasks: (result, change) => ({ ...result, task: change(result.task) }),
  tasks: ({ task }) => [task],
});
