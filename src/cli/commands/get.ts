import { getTask } from "../../app/get-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, TASK_ID, TIME_FLAGS } from "../flags.ts";

export const get = defineCommand({
  operation: getTask,
  group: "look",
  hasDefaultAgent: false, // an id is enough, and the task may be anybody's
  flags: [TASK_ID, AGENT, FIELDS, ...TIME_FLAGS],
  json: ({ task, agent_id, location, children, also }) => ({ task, agent_id, location, children, also }),
  page: async (result, { view }) => (await import("../output/task-card.ts")).taskCard(result.task, view, result),
  notice: async ({ task, children }, { messages: { done } }) =>
    children && done.parts(task.id, children.completed, children.total),
  withTasks: (result, change) => ({ ...result, task: change(result.task) }),
  tasks: ({ task }) => [task],
});
