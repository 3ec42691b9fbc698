import { moveTask } from "../../app/move-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";

export const move = defineCommand({
  operation: moveTask,
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, { parameter: "to_agent", value: "<id>" }],
  json: ({ task_id, agent_id, changed, agent_created }) => ({
    task_id,
    agent_id,
    ...(!changed && { changed }),
    agent_created,
  }),
  message: ({ changed, task_id, agent_id }, { messages: { done } }) =>
    changed ? done.moved(task_id, agent_id) : done.no_change(),
  tasks: ({ task }) => [task],
});
