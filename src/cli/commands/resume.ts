import { briefAgent } from "../../app/brief-agent.ts";
import { openBriefWords, openPageWords } from "../../app/messages/open-messages.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";

export const resume = defineCommand({
  operation: briefAgent,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT],
  json: (briefing) => ({ ...briefing, at: undefined }),
  tasks: ({ task }) => (task ? [task] : []),
  textUnless: "asked",
  text: async (result, { lang }) => {
    const [{ briefPage }, words, pageWords] = await Promise.all([
      import("../output/brief-page.ts"),
      openBriefWords(lang),
      openPageWords(lang),
    ]);
    return briefPage(words, pageWords, result);
  },
});
