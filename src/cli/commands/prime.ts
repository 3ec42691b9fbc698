import { openPages, openTopics } from "../../app/messages/open-messages.ts";
import { prime as primeOperation } from "../../app/standing.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";

export const prime = defineCommand({
  operation: primeOperation,
  group: "set_up",
  hasDefaultAgent: false, // it can be asked before an agent knows its own name
  isConfigOptional: true,
  flags: [AGENT],
  json: (result) => result,
  isText: true,
  text: async (result, { lang }) => {
    const [pages, topics] = await Promise.all([openPages(lang), openTopics(lang)]);
    return pages.prime(result, topics.agents);
  },
});
