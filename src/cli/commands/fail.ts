import { failTask } from "../../app/fail-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";
import { endJson, endMessage } from "./end.ts";

export const fail = defineCommand({
  operation: failTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, { parameter: "error", value: "<text>", isText: true, isReport: true }],
  json: endJson,
  message: (result, { messages }) => endMessage(result, messages, messages.done.failed),
  tasks: ({ task }) => [task],
});
