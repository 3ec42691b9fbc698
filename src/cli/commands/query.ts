import { queryTasks } from "../../app/query-tasks.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, LABEL_FLAGS, LIMIT, TIME_FLAGS } from "../flags.ts";

export const query = defineCommand({
  operation: queryTasks,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [
    AGENT,
    { parameter: "status", value: "<status>" },
    { parameter: "min_priority", value: "<1-10>" },
    { parameter: "from", value: "<time>" },
    { parameter: "to", value: "<time>" },
    { parameter: "by", value: "<event>" },
    ...LABEL_FLAGS,
    LIMIT,
    FIELDS,
    ...TIME_FLAGS,
  ],
  json: (result) => result,
  withTasks: (result, change) => ({
    ...result,
    tasks: result.tasks.map(({ task, location }) => ({ task: change(task), location })),
  }),
  shown: (result) => result,
  tasks: ({ tasks }) => tasks.map(({ task }) => task),
});
