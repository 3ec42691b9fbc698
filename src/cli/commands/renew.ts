import { renewTask } from "../../app/renew-task.ts";
import { leaseEnd } from "../../domain/lease.ts";
import { defineCommand } from "../command.ts";
import { AGENT, ATTEMPT, TASK_ID } from "../flags.ts";
import { workJson } from "./work.ts";

export const renew = defineCommand({
  operation: renewTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, ATTEMPT],
  json: workJson,
  message: ({ changed, task }, { messages: { done } }) => done.renewed(changed ? leaseEnd(task) : undefined),
  tasks: ({ task }) => [task],
});
