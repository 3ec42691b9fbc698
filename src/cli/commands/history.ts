import { showHistory } from "../../app/show-history.ts";
import { defineCommand } from "../command.ts";
import { AGENT, FIELDS, LABEL_FLAGS, LIMIT, TIME_FLAGS } from "../flags.ts";

export const history = defineCommand({
  operation: showHistory,
  group: "look",
  hasDefaultAgent: true,
  flags: [AGENT, LIMIT, { parameter: "month", value: "<YYYY-MM>" }, ...LABEL_FLAGS, FIELDS, ...TIME_FLAGS],
  json: (result) => result,
  withTasks: (result, change) => ({ ...result, history: result.history.map(change) }),
  shown: (result) => result,
  tasks: (result) => result.history,
});
