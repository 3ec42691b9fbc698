import { createTask } from "../../app/create-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";

export const create = defineCommand({
  operation: createTask,
  hasDefaultAgent: true,
  flags: [
    AGENT,
    { parameter: "name", value: "<text>" },
    { parameter: "description", value: "<text>", isText: true },
    { parameter: "priority", value: "<1-10>" },
    { parameter: "agent_name", value: "<text>" },
    { parameter: "metadata", value: "<json>", isText: true, isJson: true },
    { parameter: "key", value: "<text>" },
  ],
  json: ({ task_id, created, task, agent_created, root_created }) => ({
    task_id,
    created,
    task,
    agent_created,
    root_created,
  }),
  message: ({ created, task, task_id }, { done }) => (created ? done.created(task.agent_id) : done.exists(task_id)),
  tasks: ({ task }) => [task],
  plain: ({ task_id }) => [[task_id]],
});
