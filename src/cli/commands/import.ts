import { importTasks, type ImportResult, notConfirmed } from "../../app/import-tasks.ts";
import { openImportWords } from "../../app/messages/open-import-words.ts";
import { isConfirmed } from "../confirm.ts";
import { type Asked, defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";
import { SOURCE } from "../source-flag.ts";
import { YES } from "./group.ts";

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

/** Says how many tasks come in, and does nothing that nobody has said. And then with as many as he was told. */
async function confirmImport({
  preview,
  flags,
  shell,
  lang,
}: Asked<ImportResult>): Promise<{ readonly expected_count?: number }> {
  if (flags["yes"] === true) return {};
  const result = await preview();
  if (result.count === 0) return { expected_count: 0 };
  const words = await openImportWords(lang);
  if (!isConfirmed(shell, words.ask(result))) throw notConfirmed(result.count);
  return { expected_count: result.count };
}
