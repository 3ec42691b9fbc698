import { editTask } from "../../app/edit-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, DEPENDENCY_FLAGS, GROUP, TAG, TASK_ID } from "../flags.ts";
import { careJson, careMessage } from "./care.ts";

export const edit = defineCommand({
  operation: editTask,
  group: "care",
  hasDefaultAgent: true,
  flags: [
    AGENT,
    TASK_ID,
    { parameter: "name", value: "<text>" },
    { parameter: "description", value: "<text>", isText: true },
    { parameter: "priority", value: "<1-10>" },
    { parameter: "due", value: "<time>" },
    { parameter: "not_before", value: "<time>" },
    { parameter: "metadata", value: "<json>", isText: true, isJson: true },
    ...DEPENDENCY_FLAGS,
    TAG,
    GROUP,
  ],
  json: careJson,
  message: (result, { messages }) => careMessage(result, messages, messages.done.edited),
  tasks: ({ task }) => (task ? [task] : []),
});
