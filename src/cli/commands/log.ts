import { openFollowWords } from "../../app/messages/open-follow-words.ts";
import { showLog } from "../../app/show-log.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS, LIMIT, TASK_ID, TIME_FLAGS } from "../flags.ts";
import { FULL, eventJson, eventLines, eventRow } from "../output/event-lines.ts";

export const log = defineCommand({
  operation: showLog,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [
    AGENT,
    TASK_ID,
    { parameter: "action", value: "<action>" },
    { parameter: "operator", value: "<name>" },
    ...LABEL_FLAGS,
    { parameter: "since", value: "<time>" },
    { parameter: "until", value: "<time>" },
    LIMIT,
    { parameter: "follow" },
    FULL,
    ...TIME_FLAGS,
  ],
  json: ({ returned, more, events }, _, flags) => ({
    returned,
    more,
    events: events.map((event) => eventJson(event, flags)),
  }),
  jsonl: ({ events }, flags) => events.map((event) => eventJson(event, flags)),
  plain: ({ events }) => events.map(eventRow),
  page: async ({ events }, { view }) => {
    if (events.length === 0) return undefined;
    return (await import("../output/event-table.ts")).eventTable(events, view);
  },
  notice: async ({ more, returned }, { lang }) => (more ? (await openFollowWords(lang)).more(returned) : undefined),
  lines: ({ events, coming }, manner, flags) => coming && eventLines(oldestFirst(events, coming), manner, flags),
});

async function* oldestFirst(
  events: readonly TaskEvent[],
  coming: AsyncIterable<TaskEvent>,
): AsyncGenerator<TaskEvent, undefined> {
  yield* events.toReversed();
  yield* coming;
  return undefined;
}
