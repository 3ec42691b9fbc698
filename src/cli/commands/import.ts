import { importTasks, type ImportResult, notConfirmed } from "../../app/import-tasks.ts";
import { openImportWords } from "../../app/messages/open-import-words.ts";
import { confirmCount, YES } from "../confirm.ts";
import { type Asked, defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";
import { SOURCE } from "../source-flag.ts";

export const importCommand = defineCommand({
  operation: importTasks,
  group: "care",
  hasDefaultAgent: false, // without one it takes in the tasks of all agents
  flags: [SOURCE, AGENT, { parameter: "mode", value: "<mode>" }, YES],
  confirm: confirmImport,
  json: (result) => result,
  message: async (result, { lang }) => (await openImportWords(lang)).imported(result),
  plain: ({ renamed }) => renamed.map(({ agent_id, from, to }) => [agent_id, from, to]),
  text: async (result, { lang, messages: { done } }, flags) => {
    const [{ importPage }, words] = await Promise.all([import("../output/import-page.ts"), openImportWords(lang)]);
    const sentence = words.imported(result);
    return importPage(words, result, flags["dry_run"] === true ? done.dry_run(sentence) : sentence);
  },
});

function confirmImport(asked: Asked<ImportResult>): Promise<{ readonly expected_count?: number }> {
  return confirmCount(asked, {
    countOf: ({ count }) => count,
    isNothing: ({ count }) => count === 0,
    ask: async (result) => (await openImportWords(asked.lang)).ask(result),
    refusal: ({ count }) => notConfirmed(count),
  });
}
