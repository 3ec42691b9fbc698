import { cancelTask } from "../../app/cancel-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";
import { endJson, endMessage } from "./end.ts";

export const cancel = defineCommand({
  operation: cancelTask,
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, { parameter: "reason", value: "<text>", isText: true, isReport: true }],
  json: endJson,
  message: (result, { messages }) => endMessage(result, messages, messages.done.cancelled),
  tasks: ({ task }) => [task],
});
