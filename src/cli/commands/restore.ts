import { restoreTask } from "../../app/restore-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";

export const restore = defineCommand({
  operation: restoreTask,
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID],
  json: ({ task_id }) => ({ task_id }),
  message: ({ task }, { messages: { done } }) => done.retried(task.agent_id),
  tasks: ({ task }) => [task],
});
