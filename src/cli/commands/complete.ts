import { completeTask } from "../../app/complete-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, ATTEMPT, TASK_ID } from "../flags.ts";
import { endJson, endMessage } from "./end.ts";

export const complete = defineCommand({
  operation: completeTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, ATTEMPT, { parameter: "result", value: "<text>", isText: true, isReport: true }],
  json: endJson,
  message: (result, { messages }) => endMessage(result, messages, messages.done.completed),
  tasks: ({ task }) => [task],
});
