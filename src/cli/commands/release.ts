import { release as releaseOperation } from "../../app/release.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";
import { careJson, careMessage } from "./care.ts";

export const release = defineCommand({
  operation: releaseOperation,
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID],
  json: careJson,
  message: (result, { messages }) => careMessage(result, messages, messages.done.released),
  tasks: ({ task }) => (task ? [task] : []),
});
