import { getTask } from "../../app/get-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";

export const get = defineCommand({
  operation: getTask,
  hasDefaultAgent: false, // an id is enough, and the task may be anybody's
  flags: [TASK_ID, AGENT],
  json: ({ task, agent_id, location, also }) => ({ task, agent_id, location, also }),
  tasks: ({ task }) => [task],
});
