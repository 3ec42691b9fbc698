import { release as releaseOperation } from "../../app/release.ts";
import { releaseGroup } from "../../app/release-group.ts";
import { defineCommand } from "../command.ts";
import { AGENT, GROUP, TASK_ID } from "../flags.ts";
import { careJson, careMessage } from "./care.ts";
import { YES } from "../confirm.ts";
import { ofGroup } from "./group.ts";

export const release = defineCommand({
  operation: releaseOperation,
  variant: ofGroup(releaseGroup, { action: "release", flags: [], others: "task_id" }),
  inputRule: { not: { required: ["task_id", "group"] } },
  group: "care",
  hasDefaultAgent: true,
  flags: [AGENT, TASK_ID, GROUP, YES],
  json: careJson,
  message: (result, { messages }) => careMessage(result, messages, messages.done.released),
  tasks: ({ task }) => (task ? [task] : []),
});
