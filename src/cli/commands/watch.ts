import { watchEvents } from "../../app/watch-events.ts";
import { defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS, TASK_ID } from "../flags.ts";
import { FULL, eventLines } from "../output/event-lines.ts";

export const watch = defineCommand({
  operation: watchEvents,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [
    AGENT,
    TASK_ID,
    { parameter: "action", value: "<action>" },
    ...LABEL_FLAGS,
    { parameter: "since", value: "<seq>" },
    FULL,
  ],
  isEndless: true,
  json: () => ({}),
  lines: ({ events }, { output }, flags) => eventLines(events, output, flags),
});
