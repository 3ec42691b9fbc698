import type { Briefing } from "../../app/brief-agent.ts";
import type { BriefWords } from "../../app/messages/brief-words.ts";
import type { PageWords } from "../../app/messages/page-words.ts";
import { visible } from "../../app/messages/visible.ts";
import { cutText } from "../../domain/cut-text.ts";
import { formatDuration } from "../../domain/stats.ts";
import { momentOf } from "../../domain/timestamp.ts";
import type { Attempt, Note, Task } from "../../domain/task.ts";
import { nameOf } from "./task-name.ts";

/** How much of each part is shown: all together at most 40 lines, and of each line what fits into an agent's context. */
const MOST = { description: 8, notes: 7, attempts: 5, dependencies: 0 };
/** The same, where it builds on other tasks. */
const MOST_BESIDE = { description: 5, notes: 5, attempts: 4, dependencies: 3 };
const LINE_LENGTH = 300;
/** Of the newest note, and of how the last attempt ended, the most is shown. */
const NEWEST_LENGTH = 2000;

/** What an agent that lost its memory reads before it goes on. */
export function briefPage(words: BriefWords, pageWords: PageWords, briefing: Briefing): string {
  const { agent_id, task, next_task, next } = briefing;
  const agent = visible(agent_id);
  const lines = task
    ? [
        words.running(agent, nameOf(pageWords, task)),
        ...factLines(words, briefing),
        ...longLines(words, task, briefing),
      ]
    : [
        words.idle(agent),
        ...(next_task ? [words.nextIs(nameOf(pageWords, next_task)), ...builtOn(words, briefing)] : []),
      ];
  return `${[...lines, "", words.next, ...next.map((command) => `  ${visible(command)}`)].join("\n")}\n`;
}

function factLines(words: BriefWords, briefing: Briefing): readonly string[] {
  const { attempt, started_at, at, progress, due_at, is_overdue, lease_expires_at, is_lease_out } = briefing;
  return [
    words.attempt(attempt ?? 1, started_at === null ? "" : formatDuration(momentOf(at) - momentOf(started_at))),
    ...(progress === null ? [] : [words.progress(progress)]),
    ...(due_at === null ? [] : [words.due(visible(due_at), is_overdue)]),
    ...(lease_expires_at === null ? [] : [words.lease(lease_expires_at, is_lease_out)]),
  ];
}

function longLines(words: BriefWords, task: Task, briefing: Briefing): readonly string[] {
  const { attempt, attempts, notes } = briefing;
  const most = briefing.dependencies.length > 0 ? MOST_BESIDE : MOST;
  const get = `agent-tasks get --task-id ${task.id}`;
  const shownNotes = notes.slice(-most.notes);
  const shownAttempts = attempts.slice(-most.attempts);
  const first = (attempt ?? 1) - shownAttempts.length;
  return [
    ...described(words, task, { get, most: most.description }),
    ...builtOn(words, briefing),
    ...(notes.length > 0
      ? [
          "",
          words.notes(shownNotes.length, notes.length),
          ...shownNotes.map((note, index) => noteLine(note, lengthOf(index, shownNotes))),
        ]
      : []),
    ...(attempts.length > 0
      ? [
          "",
          words.attempts(shownAttempts.length, attempts.length),
          ...shownAttempts.map((each, index) =>
            attemptLine(words, each, { number: first + index, length: lengthOf(index, shownAttempts) }),
          ),
        ]
      : []),
    "",
    words.data,
  ];
}

/** What the tasks on which it depends have delivered: a line of each. */
function builtOn(words: BriefWords, { dependencies }: Briefing): readonly string[] {
  if (dependencies.length === 0) return [];
  const shown = dependencies.slice(0, MOST_BESIDE.dependencies);
  const lines = shown.map(({ task_id, task_status, result = "" }) =>
    indented(words.delivered(task_id, task_status ?? "?", result)),
  );
  const left = dependencies.length - shown.length;
  const more = left > 0 ? [indented(words.more(left, "agent-tasks resume --output json"))] : [];
  return ["", words.builtOn, ...lines, ...more];
}

interface Described {
  readonly most: number;
  /** The command that shows all. */
  readonly get: string;
}

function described(words: BriefWords, { description }: Task, { most, get }: Described): readonly string[] {
  const all = (description ?? "").split("\n");
  if (all.every((line) => line.trim() === "")) return [];
  const shown = all.slice(0, most);
  const left = all.length - shown.length;
  return [
    "",
    words.description,
    ...shown.map((line) => indented(line)),
    ...(left > 0 ? [indented(words.more(left, get))] : []),
  ];
}

function lengthOf(index: number, all: readonly unknown[]): number {
  return index === all.length - 1 ? NEWEST_LENGTH : LINE_LENGTH;
}

function noteLine({ at, message, progress }: Note, length: number): string {
  return indented(`${at}${typeof progress === "number" ? ` (${progress} %)` : ""} ${message}`, length);
}

interface Shown {
  readonly number: number;
  readonly length: number;
}

/** How an attempt ended, and what it said last. */
function attemptLine({ tried }: BriefWords, attempt: Attempt, { number, length }: Shown): string {
  const { outcome, ended_at, error_message, notes } = attempt;
  const said = [error_message, notes?.at(-1)?.message].filter((text) => text).join(" | ");
  return indented(`${tried(number, outcome, ended_at ?? "")}${said === "" ? "" : `: ${said}`}`, length);
}

function indented(text: string, length = LINE_LENGTH): string {
  return `  ${visible(cutText(text.replaceAll(/\s+/g, " ").trimEnd(), length))}`;
}
