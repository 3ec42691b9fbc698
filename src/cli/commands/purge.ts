import { openPurgeWords } from "../../app/messages/open-purge-words.ts";
import type { PurgeWords, Purging } from "../../app/messages/purge-words.ts";
import { visible } from "../../app/messages/visible.ts";
import { type PurgeResult, notConfirmed, purge as purgeOperation } from "../../app/purge.ts";
import { type Asked, defineCommand } from "../command.ts";
import { confirmCount, YES } from "../confirm.ts";

export const purge = defineCommand({
  operation: purgeOperation,
  group: "care",
  hasDefaultAgent: false,
  flags: [{ parameter: "older_than", value: "<time>" }, { parameter: "no_copy" }, YES],
  progress: async (lang) => (await openPurgeWords(lang)).progress,
  confirm: confirmPurge,
  json: ({ before, tasks, kept, events, agents, copy }) => ({ before, tasks, kept, events, agents, copy }),
  message: async (result, { lang }) => sentence(result, await openPurgeWords(lang)),
  plain: ({ agents }) => agents.map(({ agent_id, tasks }) => [agent_id, String(tasks)]),
  text: async (result, { lang, messages }, flags) => {
    const words = await openPurgeWords(lang);
    const said = sentence(result, words);
    const { kept, copy } = result;
    const lines = [
      flags["dry_run"] === true ? messages.done.dry_run(said) : said,
      ...(kept > 0 ? [words.kept(kept)] : []),
      ...(copy === undefined ? [] : [words.copied(visible(copy))]),
    ];
    return `${lines.join("\n")}\n`;
  },
});

function sentence(result: PurgeResult, words: PurgeWords): string {
  return isEmpty(result) ? words.nothing(result.before) : words.done(purging(result));
}

function purging({ tasks, events, agents, before }: PurgeResult): Purging {
  return { tasks, events, agents: agents.length, before };
}

function isEmpty({ tasks, events }: PurgeResult): boolean {
  return tasks === 0 && events === 0;
}

function confirmPurge(asked: Asked<PurgeResult>): Promise<{ readonly expected_count?: number }> {
  return confirmCount(asked, {
    countOf: ({ tasks }) => tasks,
    isNothing: isEmpty,
    ask: async (result) => (await openPurgeWords(asked.lang)).ask(purging(result)),
    refusal: ({ tasks }) => notConfirmed(tasks),
  });
}
