import { hold as holdOperation } from "../../app/hold.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";
import { careJson, careMessage } from "./care.ts";

export const hold = defineCommand({
  operation: holdOperation,
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, { parameter: "reason", value: "<text>", isText: true }],
  json: careJson,
  message: (result, { messages }) => careMessage(result, messages, messages.done.held),
  tasks: ({ task }) => (task ? [task] : []),
});
