import type { AgentCount } from "../../app/count-by-agent.ts";
import type { ImportResult } from "../../app/import-tasks.ts";
import type { ImportWords } from "../../app/messages/import-words.ts";
import { visible } from "../../app/messages/visible.ts";
import type { ToldProblem, ValidateResult } from "../../app/validate-import.ts";
import { aligned } from "./grid.ts";

/** What an import did, or would do, for a person: `sentence` says which. */
export function importPage(words: ImportWords, result: ImportResult, sentence: string): string {
  const { agents, renamed, skipped, waiting, saved = [], problems } = result;
  return page([
    ...countTable(words, agents),
    ...problemLines(words, problems),
    ...renamed.map(({ agent_id, from, to }) => words.renamed(agent_id, from, to)),
    ...skipped.map(({ agent_id, task_id }) => words.skipped(agent_id, task_id)),
    ...waiting.map(({ agent_id, task_id }) => words.waiting(agent_id, task_id)),
    ...saved.map((path) => words.saved(path)),
    sentence,
  ]);
}

/** What an import would say of a file, for a person. */
export function validatePage(words: ImportWords, result: ValidateResult): string {
  const { agents, problems } = result;
  return page([...countTable(words, agents), ...problemLines(words, problems), words.verdict(result)]);
}

function page(lines: readonly string[]): string {
  return `${lines.map(visible).join("\n")}\n`;
}

function countTable({ columns }: ImportWords, agents: readonly AgentCount[]): readonly string[] {
  if (agents.length === 0) return [];
  const { agent, pending, running, completed, failed, cancelled } = columns;
  const rows = agents.map((each) => [
    visible(each.agent_id),
    ...[each.pending, each.running, each.completed, each.failed, each.cancelled].map(String),
  ]);
  return aligned([[agent, pending, running, completed, failed, cancelled], ...rows]);
}

/** So many problems are shown; the JSON has all. */
const MOST_LINES = 50;

function problemLines(words: ImportWords, problems: readonly ToldProblem[]): readonly string[] {
  const rows = problems.slice(0, MOST_LINES).map((each) => {
    const place = words.place(each);
    const what = words.problems[each.problem](each);
    return [words.severities[each.severity], visible(place === "" ? what : `${place}: ${what}`)];
  });
  return [...aligned(rows), ...(problems.length > MOST_LINES ? ["..."] : [])];
}
