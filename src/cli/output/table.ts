import { eastAsianWidth } from "get-east-asian-width";
import type { Messages } from "../../app/messages/messages.ts";
import { messageOf } from "./message.ts";
import type { Outcome } from "./render.ts";
import { rowOf } from "./row.ts";
import { visible } from "../../app/messages/visible.ts";

/** What a person sees: a sentence, or aligned columns. */
export function renderTable(outcome: Outcome, messages: Messages): string {
  const { command, result, fields } = outcome;
  const tasks = command.tasks?.(result) ?? [];
  const own = command.table?.(result);
  const message = messageOf(outcome, messages);
  const sentence = message === undefined ? "" : `${visible(message)}\n`;
  if (own) return sentence + aligned([own.columns.map((label) => messages.labels[label]), ...own.rows]);
  if (tasks.length === 0) return `${sentence}${messages.labels.none}\n`;
  return sentence + aligned([fields ?? headings(messages), ...tasks.map((task) => rowOf(task, fields))]);
}

function headings({ labels }: Messages): readonly string[] {
  return [labels.columns_id, labels.columns_status, labels.columns_priority, labels.columns_name];
}

function aligned(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((cellsOfRow) => cellsOfRow.map(visible));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((cellsOfRow) => widthOf(cellsOfRow[column] ?? ""))),
  );
  const text = (cellsOfRow: readonly string[]) =>
    cellsOfRow.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell))).join("  ");
  return cells.map((cellsOfRow) => `${text(cellsOfRow).trimEnd()}\n`).join("");
}

/** How many columns of a terminal a text takes: a Chinese character takes two. */
function widthOf(text: string): number {
  return Array.from(text, (character) => eastAsianWidth(character.codePointAt(0) ?? 0)).reduce(
    (sum, each) => sum + each,
    0,
  );
}
