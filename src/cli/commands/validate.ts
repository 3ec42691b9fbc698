import { validateImport } from "../../app/validate-import.ts";
import { openImportWords } from "../../app/messages/open-import-words.ts";
import { defineCommand } from "../command.ts";
import { EXIT_STATUS } from "../exit-codes.ts";
import { AGENT } from "../flags.ts";
import { SOURCE } from "../source-flag.ts";

export const validate = defineCommand({
  operation: validateImport,
  group: "care",
  hasDefaultAgent: false,
  flags: [SOURCE, AGENT],
  isConfigOptional: true,
  exitStatus: ({ valid }) => (valid ? 0 : EXIT_STATUS.INVALID_PARAMS),
  json: (result) => result,
  plain: ({ problems }) =>
    problems.map(({ severity, problem, item, agent_id = "", task_id = "", field = "", detail = "" }) => [
      severity,
      problem,
      item === undefined ? "" : String(item),
      agent_id,
      task_id,
      field,
      detail,
    ]),
  text: async (result, { lang }) => {
    const [{ validatePage }, words] = await Promise.all([import("../output/import-page.ts"), openImportWords(lang)]);
    return validatePage(words, result);
  },
});
