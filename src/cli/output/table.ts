import type { Messages } from "../../app/messages/messages.ts";
import { aligned } from "./grid.ts";
import type { Outcome } from "./render.ts";
import { rowOf } from "./row.ts";
import { visible } from "../../app/messages/visible.ts";

/** What a person sees: a sentence, or aligned columns. */
export function renderTable({ command, result, fields, message }: Outcome, messages: Messages): string {
  const tasks = command.tasks?.(result) ?? [];
  const own = command.table?.(result);
  const sentence = message === undefined ? "" : `${visible(message)}\n`;
  if (own) return sentence + tableOf([own.columns.map((label) => messages.labels[label]), ...own.rows]);
  if (tasks.length === 0) return `${sentence}${messages.labels.none}\n`;
  return sentence + tableOf([fields ?? headings(messages), ...tasks.map((task) => rowOf(task, fields))]);
}

function headings({ labels }: Messages): readonly string[] {
  return [labels.columns_id, labels.columns_status, labels.columns_priority, labels.columns_name];
}

function tableOf(rows: readonly (readonly string[])[]): string {
  return aligned(rows.map((cells) => cells.map(visible)))
    .map((line) => `${line}\n`)
    .join("");
}
