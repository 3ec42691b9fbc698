import { type ListResult, listTasks } from "../../app/list-tasks.ts";
import { finishedTasks, openTasks } from "../../domain/find-task.ts";
import type { Task } from "../../domain/task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, LABEL_FLAGS, LIMIT, TIME_FLAGS } from "../flags.ts";

export const list = defineCommand({
  operation: listTasks,
  group: "look",
  hasDefaultAgent: true,
  flags: [AGENT, ...LABEL_FLAGS, LIMIT, FIELDS, ...TIME_FLAGS],
  json: (result) => result,
  withTasks: (result, change) => ({
    ...result,
    current_task: result.current_task && change(result.current_task),
    pending_tasks: result.pending_tasks.map(change),
    completed_tasks: result.completed_tasks.map(change),
    failed_tasks: result.failed_tasks.map(change),
    cancelled_tasks: result.cancelled_tasks.map(change),
  }),
  notice: async ({ children = {} }, { messages: { done } }) => {
    const lines = Object.entries(children).map(([id, { completed, total }]) => done.parts(id, completed, total));
    return lines.length === 0 ? undefined : lines.join("\n");
  },
  page: async (result, { view }) => (await import("../output/queue-page.ts")).queuePage(result, tasksOf(result), view),
  shown: (result) => ({ returned: tasksOf(result).length, total: result.totals.all }),
  tasks: tasksOf,
});

function tasksOf(result: ListResult): readonly Task[] {
  return [...openTasks(result), ...finishedTasks(result)];
}
