import { listTasks } from "../../app/list-tasks.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, LIMIT } from "../flags.ts";

export const list = defineCommand({
  operation: listTasks,
  hasDefaultAgent: true,
  flags: [AGENT, LIMIT, FIELDS],
  json: (result) => result,
  withTasks: (result, change) => ({
    ...result,
    current_task: result.current_task && change(result.current_task),
    pending_tasks: result.pending_tasks.map(change),
    completed_tasks: result.completed_tasks.map(change),
    failed_tasks: result.failed_tasks.map(change),
    cancelled_tasks: result.cancelled_tasks.map(change),
  }),
  tasks: ({ current_task, pending_tasks, completed_tasks, failed_tasks, cancelled_tasks }) => [
    ...(current_task ? [current_task] : []),
    ...pending_tasks,
    ...completed_tasks,
    ...failed_tasks,
    ...cancelled_tasks,
  ],
});
