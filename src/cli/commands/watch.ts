import { watchEvents } from "../../app/watch-events.ts";
import { defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS, TASK_ID } from "../flags.ts";
import { READY, SINCE, watchReady } from "./watch-ready.ts";
import { FULL, eventLines } from "../output/event-lines.ts";

export const watch = defineCommand({
  operation: watchEvents,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [AGENT, TASK_ID, { parameter: "action", value: "<action>" }, ...LABEL_FLAGS, SINCE, READY, FULL],
  variant: watchReady,
  isEndless: true,
  json: () => ({}),
  lines: ({ events }, manner, flags) => eventLines(events, manner, flags),
});
