import { renewTask } from "../../app/work-on-task.ts";
import { defineCommand } from "../command.ts";
import { AGENT, ATTEMPT, TASK_ID } from "../flags.ts";
import { workJson } from "./work.ts";

export const renew = defineCommand({
  operation: renewTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, ATTEMPT],
  json: workJson,
  message: ({ changed, task }, { messages: { done } }) =>
    done.renewed(changed ? (task.lease_expires_at ?? undefined) : undefined),
  tasks: ({ task }) => [task],
});
