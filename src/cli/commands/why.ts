import { explainWait } from "../../app/explain-wait.ts";
import { openWhyWords } from "../../app/messages/open-messages.ts";
import { defineCommand } from "../command.ts";
import { AGENT, TASK_ID } from "../flags.ts";

export const why = defineCommand({
  operation: explainWait,
  group: "look",
  hasDefaultAgent: false, // an id is enough, and the task may be anybody's
  flags: [TASK_ID, AGENT],
  json: ({ task_id, agent_id, answer, task, reasons }) => ({
    task_id,
    agent_id,
    answer,
    task_status: task.status,
    reasons,
  }),
  text: async (result, { lang, view }) => {
    const [{ whyPage }, words] = await Promise.all([import("../output/why-page.ts"), openWhyWords(lang)]);
    return whyPage(words, result, view?.palette);
  },
});
