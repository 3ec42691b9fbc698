import type { PageWords } from "../../app/messages/page-words.ts";
import { visible } from "../../app/messages/visible.ts";
import type { Standing } from "../../app/standing.ts";
import { aligned } from "./grid.ts";
import { nameOf } from "./task-name.ts";

/** How many agents a page names: more would fill an agent's context. */
const NAMED_AGENTS = 10;

/** For somebody who typed nothing but the program's name. */
export function overviewPage(words: PageWords, standing: Standing, problem: string | undefined): string {
  return lines([
    words.about,
    "",
    ...aligned([
      [words.root, rootOf(words, standing)],
      [words.agent, standing.agent_id === null ? words.nobody : visible(standing.agent_id)],
      ...(standing.root.exists ? [[words.tasks, totalOf(words, standing)]] : []),
    ]),
    ...ownLines(words, standing),
    ...(problem === undefined ? [] : [`- ${words.problem(visible(problem))}`]),
    "",
    words.next,
    ...[...standing.next, "agent-tasks help"].map((command) => `  ${visible(command)}`),
    "",
    words.usage,
  ]);
}

/** For an agent's context: `loop` is what it has to know anyway. At most 60 lines. */
export function primePage(
  words: PageWords,
  standing: Standing,
  { loop, problem }: { readonly loop: string; readonly problem: string | undefined },
): string {
  const { agent_id } = standing;
  return lines([
    agent_id === null ? loop : loop.replaceAll("<agent>", () => visible(agent_id)),
    "",
    words.now,
    "",
    ...(agent_id === null ? [`- ${words.unnamed}`] : ownLines(words, standing)),
    ...(problem === undefined ? [] : [`- ${words.problem(visible(problem))}`]),
    `- ${words.root}: ${rootOf(words, standing)}`,
    `- ${agentsOf(words, standing)}`,
  ]);
}

function rootOf({ rootIs }: PageWords, { root: { value, origin, exists } }: Standing): string {
  return rootIs(visible(value), origin, exists);
}

function totalOf({ unknown, none, counts }: PageWords, { agents, total_tasks }: Standing): string {
  if (!agents || !total_tasks) return unknown;
  return agents.length === 0 ? none : counts(total_tasks, agents.length);
}

function ownLines(words: PageWords, { agent_id, current_task, next_task, pending }: Standing): readonly string[] {
  if (agent_id === null || pending === null) return [];
  const running = words.running(current_task ? nameOf(words, current_task) : undefined);
  return [`- ${running}`, `- ${words.pending(pending, next_task ? nameOf(words, next_task) : undefined)}`];
}

function agentsOf({ agents: say }: PageWords, { agents }: Standing): string {
  const names = (agents ?? []).slice(0, NAMED_AGENTS).map(visible);
  return say(names, (agents ?? []).length - names.length);
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
