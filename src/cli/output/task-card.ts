import type { CardField } from "../../app/messages/table-words.ts";
import { attemptOf } from "../../domain/attempts.ts";
import { countIn, stampIn } from "../../domain/day-fields.ts";
import { dependsOn } from "../../domain/dependencies.ts";
import { endedAt } from "../../domain/ending.ts";
import { labelsOf } from "../../domain/labels.ts";
import { notesOf } from "../../domain/notes.ts";
import { holdOf } from "../../domain/readiness.ts";
import type { StatusCount } from "../../domain/status-count.ts";
import type { Attempt, Note, Task } from "../../domain/task.ts";
import { aligned } from "./grid.ts";
import { statePaint, stateText } from "./task-table.ts";
import { timeText } from "./times.ts";
import type { View } from "./view.ts";
import { shown } from "./width.ts";

/** So many lines of a long text are shown; `--output json` has all. */
const LINES = 40;

/** One task as a person reads it: its name, what is known of it, and its texts. */
export function taskCard(
  task: Task,
  view: View,
  { agent_id, children }: { readonly agent_id: string; readonly children?: StatusCount | undefined },
): string {
  const { words, palette } = view;
  const facts = factsOf(task, view).map(([field, text]) => [`  ${words.card[field]}`, text]);
  const owner = [`  ${words.card.agent}`, shown(agent_id)];
  const parts = children ? [[`  ${words.card.parts}`, `${children.completed}/${children.total}`]] : [];
  const state = statePaint(task, view)(stateText(task, view));
  const lines = [
    `${palette.strong(task.id)}  ${state}  ${palette.strong(shown(task.name))}`,
    ...aligned([owner, ...facts, ...parts]),
    ...textsOf(task, view).flatMap(([field, text]) => ["", `  ${words.card[field]}:`, ...indented(text)]),
  ];
  return `${lines.join("\n")}\n`;
}

function factsOf(task: Task, view: View): readonly (readonly [CardField, string])[] {
  const time = (value: unknown) => {
    const stamp = stampIn(value);
    return stamp === undefined ? undefined : timeText(stamp, view);
  };
  const { tags, group, parent_id } = labelsOf(task);
  const attempt = attemptOf(task);
  const progress = countIn(task.progress);
  const hold = holdOf(task);
  const all: readonly (readonly [CardField, string | undefined])[] = [
    ["priority", String(task.priority)],
    ["assigned_at", time(task.assigned_at)],
    ["started_at", time(task.started_at)],
    ["ended_at", time(endedAt(task))],
    ["not_before", time(task.not_before)],
    ["due_at", time(task.due_at)],
    ["retry_at", time(task.retry_at)],
    ["lease_expires_at", time(task.lease_expires_at)],
    ["hold", hold && [time(hold.at), hold.reason, hold.by].filter((text) => text !== undefined).join(", ")],
    ["attempt", attempt > 1 ? String(attempt) : undefined],
    ["progress", progress === undefined ? undefined : `${progress} %`],
    ["depends_on", dependsOn(task).join(", ") || undefined],
    ["tags", tags?.join(", ")],
    ["group", group],
    ["parent_id", parent_id],
    ["key", task.key ?? undefined],
  ];
  return all.flatMap(([field, text]) => (text === undefined ? [] : [[field, shown(text)] as const]));
}

function textsOf(task: Task, view: View): readonly (readonly [CardField, string])[] {
  const notes = notesOf(task);
  const all: readonly (readonly [CardField, string | null | undefined])[] = [
    ["description", task.description],
    ["result", task.result],
    ["error_message", task.error_message],
    ["cancel_reason", task.cancel_reason],
    ["notes", notes.map((note) => noteLine(note, view)).join("\n")],
    ["attempts", (task.attempts ?? []).map((attempt) => attemptLine(attempt, view)).join("\n")],
    ["metadata", task.metadata === undefined ? "" : JSON.stringify(task.metadata)],
  ];
  return all.flatMap(([field, text]) => (text ? [[field, text] as const] : []));
}

function noteLine({ at, message, progress }: Note, view: View): string {
  return `${timeText(at, view)}${typeof progress === "number" ? ` (${progress} %)` : ""}: ${message}`;
}

function attemptLine({ outcome, ended_at, error_message }: Attempt, view: View): string {
  const when = ended_at ? ` ${timeText(ended_at, view)}` : "";
  return `${outcome}${when}${error_message ? `: ${error_message}` : ""}`;
}

function indented(text: string): readonly string[] {
  const lines = text.trimEnd().split(/\r?\n/);
  const cut = lines.length > LINES ? [...lines.slice(0, LINES), "…"] : lines;
  return cut.map((line) => `    ${shown(line)}`);
}
