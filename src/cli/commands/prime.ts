import { openPageWords, openTopics } from "../../app/messages/open-messages.ts";
import { prime as primeOperation } from "../../app/standing.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";
import { standingJson, standingMessage } from "./standing.ts";

export const prime = defineCommand({
  operation: primeOperation,
  group: "set_up",
  hasDefaultAgent: false, // it can be asked before an agent knows its own name
  isConfigOptional: true,
  flags: [AGENT],
  json: standingJson,
  message: (result, { lang }) => standingMessage(result, lang),
  textUnless: "asked",
  text: async (result, { lang }) => {
    const [{ primePage }, words, topics] = await Promise.all([
      import("../output/pages.ts"),
      openPageWords(lang),
      openTopics(lang),
    ]);
    return primePage(words, result, { loop: topics.agents, problem: await standingMessage(result, lang) });
  },
});
