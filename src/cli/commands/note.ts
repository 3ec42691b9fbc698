import { noteTask } from "../../app/note-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, ATTEMPT, TASK_ID } from "../flags.ts";
import { workJson } from "./work.ts";

export const note = defineCommand({
  operation: noteTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [
    AGENT,
    TASK_ID,
    ATTEMPT,
    { parameter: "message", value: "<text>", isText: true },
    { parameter: "progress", value: "<0-100>" },
  ],
  json: workJson,
  message: ({ changed }, { messages: { done } }) => (changed ? done.noted() : done.no_change()),
  tasks: ({ task }) => [task],
});
