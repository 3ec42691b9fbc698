import { cancelGroup } from "../../app/cancel-group.ts";
import { cancelTask } from "../../app/cancel-task.ts";
import { defineCommand, type Flag } from "../command.ts";
import { AGENT, GROUP, TASK_ID } from "../flags.ts";
import { endJson, endMessage } from "./end.ts";
import { YES } from "../confirm.ts";
import { ofGroup } from "./group.ts";

const REASON: Flag = { parameter: "reason", value: "<text>", isText: true, isReport: true };

export const cancel = defineCommand({
  operation: cancelTask,
  variant: ofGroup(cancelGroup, { action: "cancel", flags: [REASON], others: "task_id" }),
  inputRule: { required: [], oneOf: [{ required: ["task_id"] }, { required: ["group"] }] },
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, GROUP, REASON, YES],
  json: endJson,
  message: (result, { messages }) => endMessage(result, messages, messages.done.cancelled),
  tasks: ({ task }) => [task],
});
