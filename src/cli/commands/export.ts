import { exportTasks } from "../../app/export-tasks.ts";
import { openImportWords } from "../../app/messages/open-import-words.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";

export const exportCommand = defineCommand({
  operation: exportTasks,
  group: "care",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [
    AGENT,
    { parameter: "since", value: "<time>" },
    { parameter: "format", value: "<format>" },
    { parameter: "file", value: "<path>" },
    { parameter: "force" },
  ],
  progress: "looking",
  json: (result) => ({ ...result, text: undefined }),
  plain: ({ file = "", bytes = 0, tasks }) => [[file, String(tasks), String(bytes)]],
  text: async ({ text, ...result }, { lang }) => text ?? `${(await openImportWords(lang)).exported(result)}\n`,
  notice: async ({ busy }, { lang }) => (busy ? (await openImportWords(lang)).busy : undefined),
  format: ({ file }) => (file === undefined ? "text" : undefined),
});
