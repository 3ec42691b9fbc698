import { endedAt } from "../domain/ending.ts";
import { TASK_FIELDS } from "../domain/task-words.ts";
import type { Task } from "../domain/task.ts";
import type { AgentExport } from "./export-document.ts";
import { visible } from "./messages/visible.ts";

/** Tasks as CSV (RFC 4180), for a spreadsheet: a header, and a line for each task. */
export function* csvOf(agents: readonly AgentExport[]) {
  yield `${TASK_FIELDS.join(",")}\r\n`;
  for (const { tasks } of agents) {
    for (const task of tasks) yield `${TASK_FIELDS.map((field) => csvCell(textOf(task[field]))).join(",")}\r\n`;
  }
}

/** What a spreadsheet takes for a formula when a cell begins so; a quote before it makes it text. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

function csvCell(text: string): string {
  const isFormula = FORMULA.test(text);
  const safe = `${isFormula ? "'" : ""}${visible(text)}`;
  return /[",\n\r]/.test(safe) || isFormula ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS = ["id", "status", "priority", "name", "assigned_at", "started_at", "ended_at"] as const;

/** Tasks as Markdown: a table for each agent. */
export function* markdownOf(agents: readonly AgentExport[]) {
  for (const [position, { agent_id, tasks }] of agents.entries()) {
    yield `${position === 0 ? "" : "\n"}## ${markdownCell(agent_id)}\n\n`;
    yield `${rowOf(COLUMNS)}${rowOf(COLUMNS.map(() => "---"))}`;
    for (const task of tasks) yield rowOf(COLUMNS.map((column) => markdownCell(textOf(valueOf(task, column)))));
  }
}

function valueOf(task: Task, column: (typeof COLUMNS)[number]): unknown {
  return column === "ended_at" ? endedAt(task) : task[column];
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** Without anything that Markdown, or HTML within it, gives a meaning. */
function markdownCell(text: string): string {
  return visible(text)
    .replaceAll(/[\\`*_{}[\]()#+!|~<>&]/g, (mark) => HTML[mark] ?? `\\${mark}`)
    .replaceAll(/\s+/g, " ");
}

const HTML: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
