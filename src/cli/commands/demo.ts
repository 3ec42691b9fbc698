import { demo as demoOperation } from "../../app/demo.ts";
import { openDemoWords } from "../../app/messages/open-demo-words.ts";
import { visible } from "../../app/messages/visible.ts";
import { defineCommand } from "../command.ts";

export const demo = defineCommand({
  operation: demoOperation,
  group: "set_up",
  hasDefaultAgent: false,
  isConfigOptional: true, // what is set up elsewhere does not matter
  flags: [{ parameter: "into", value: "<dir>" }],
  json: (result) => result,
  message: async (result, { lang }) => {
    const { made } = await openDemoWords(lang);
    return made(result.tasks, result.agents.length, result.root);
  },
  plain: ({ root }) => [[root]],
  page: async ({ next }, { lang }) => {
    const words = await openDemoWords(lang);
    return [words.yours, "", words.next, ...next.map((command) => `  ${visible(command)}`)].join("\n");
  },
});
