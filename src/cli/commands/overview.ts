import { openPageWords } from "../../app/messages/open-messages.ts";
import { overview as overviewOperation } from "../../app/standing.ts";
import { defineCommand } from "../command.ts";
import { overviewPage } from "../output/pages.ts";
import { standingJson, standingMessage } from "./standing.ts";

/** What a call without a command means. */
export const overview = defineCommand({
  operation: overviewOperation,
  group: "look",
  hasDefaultAgent: false,
  isConfigOptional: true,
  flags: [],
  json: standingJson,
  message: standingMessage,
  isTextByDefault: true,
  text: async (result, { lang, messages }) =>
    overviewPage(await openPageWords(lang), result, standingMessage(result, messages)),
});
