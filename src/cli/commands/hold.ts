import { hold as holdOperation } from "../../app/hold.ts";
import { holdGroup } from "../../app/hold-group.ts";
import { defineCommand, type Flag } from "../command.ts";
import { AGENT, GROUP, TASK_ID } from "../flags.ts";
import { careJson, careMessage } from "./care.ts";
import { YES } from "../confirm.ts";
import { ofGroup } from "./group.ts";

const REASON: Flag = { parameter: "reason", value: "<text>", isText: true };

export const hold = defineCommand({
  operation: holdOperation,
  variant: ofGroup(holdGroup, { action: "hold", flags: [REASON], others: "task_id" }),
  inputRule: { not: { required: ["task_id", "group"] } },
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, GROUP, REASON, YES],
  json: careJson,
  message: (result, { messages }) => careMessage(result, messages, messages.done.held),
  tasks: ({ task }) => (task ? [task] : []),
});
