import { listTasks } from "../../app/list-tasks.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";

export const list = defineCommand({
  operation: listTasks,
  hasDefaultAgent: true,
  flags: [AGENT],
  json: (result) => result,
  tasks: ({ current_task, pending_tasks, completed_tasks, failed_tasks, cancelled_tasks }) => [
    ...(current_task ? [current_task] : []),
    ...pending_tasks,
    ...completed_tasks,
    ...failed_tasks,
    ...cancelled_tasks,
  ],
});
