import { explain } from "../../app/messages/explain.ts";
import { openPages } from "../../app/messages/open-messages.ts";
import { overview as overviewOperation } from "../../app/standing.ts";
import { defineCommand } from "../command.ts";

/** What a call without a command means. */
export const overview = defineCommand({
  operation: overviewOperation,
  group: "look",
  hasDefaultAgent: false,
  isConfigOptional: true,
  flags: [],
  json: ({ problem, ...standing }, messages) => ({
    ...standing,
    ...(problem && { code: problem.code, message: explain(problem, messages).error }),
  }),
  isText: true,
  text: async (result, { lang, messages }) => {
    const { problem } = result;
    return (await openPages(lang)).overview(result, problem && explain(problem, messages));
  },
});
