import type { Explained, WhyResult } from "../../app/explain-wait.ts";
import { visible } from "../../app/messages/visible.ts";
import type { WhyWords } from "../../app/messages/why-words.ts";
import { formatDuration } from "../../domain/stats.ts";
import { momentOf } from "../../domain/timestamp.ts";
import { paletteOf } from "./palette.ts";
import { shortName } from "./task-name.ts";

/** So much of what somebody said of a hold is shown. */
const SAID_LENGTH = 200;

/** What a person reads of why a task waits: each reason on a line, and under it what to type. */
export function whyPage(words: WhyWords, result: WhyResult, { strong, faint } = paletteOf(false)): string {
  const { reasons, at } = result;
  const lines = reasons.flatMap((reason) => [
    `  ${sentence(words, reason, at)}`,
    faint(`    ${visible(reason.command)}`),
  ]);
  return `${[strong(headline(words, result)), ...lines, ...footnotes(words, reasons)].join("\n")}\n`;
}

function headline({ answers }: WhyWords, { answer, task, agent_id, reasons }: WhyResult): string {
  const [name, agent] = [`${task.id} ${shortName(task.name)}`, visible(agent_id)];
  if (answer === "NEXT") return answers.next(name, agent);
  if (answer === "RUNNING") return answers.running(name, agent);
  return answer === "WAITS" ? answers.waits(name, agent, reasons.length) : answers.ended(name, agent, task.status);
}

function sentence(words: WhyWords, reason: Explained, at: string): string {
  if (reason.reason === "dependency") {
    return words.dependency(reason.task_id, visible(reason.agent_id ?? ""), reason.task_status ?? "missing");
  }
  if (reason.reason === "agent_busy") {
    const since = reason.since === null ? "" : formatDuration(Math.max(0, momentOf(at) - momentOf(reason.since)));
    return words.busy(visible(reason.agent_id), reason.task_id, since);
  }
  if (reason.reason === "behind") return words.behind(reason.count, reason.task_id);
  if ("until" in reason) return words[reason.reason](visible(reason.until));
  const since = visible(reason.since);
  const held = reason.reason === "hold" ? words.hold(since) : words.queue_hold(visible(reason.agent_id), since);
  return held + said(words, reason);
}

function said(
  { said: saidBy }: WhyWords,
  { hold_reason, by }: { hold_reason: string | null; by: string | null },
): string {
  if (hold_reason === null && by === null) return "";
  return saidBy(visible((hold_reason ?? "").slice(0, SAID_LENGTH)), visible(by ?? ""));
}

function footnotes(words: WhyWords, reasons: readonly Explained[]): readonly string[] {
  const dependencies = reasons.flatMap((reason) => (reason.reason === "dependency" ? [reason] : []));
  const isAnyEnough = dependencies.length > 1 && dependencies.some(({ mode }) => mode === "any");
  return [
    ...(isAnyEnough ? [words.anyOf(dependencies.length)] : []),
    ...(dependencies.some(({ is_doomed }) => is_doomed) ? [words.doomed] : []),
  ];
}
