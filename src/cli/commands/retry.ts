import { retryTask } from "../../app/retry-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";

export const retry = defineCommand({
  operation: retryTask,
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID],
  json: ({ task_id }) => ({ task_id }),
  message: ({ task }, { messages: { done } }) => done.retried(task.agent_id),
  tasks: ({ task }) => [task],
});
