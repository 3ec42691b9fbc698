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
  message: (result, { lang }) => standingMessage(result, lang),
  textUnless: "asked",
  text: async (result, { lang }) =>
    overviewPage(await openPageWords(lang), result, await standingMessage(result, lang)),
});
