import type { ColumnName, TableWords } from "../../app/messages/table-words.ts";
import type { Manner } from "./render.ts";
import type { Outcome, Rendered } from "./render.ts";
import { fit } from "./fit.ts";
import { type Column, gridLines } from "./grid.ts";
import { firstStep, nextStep } from "./next-steps.ts";
import { taskLines } from "./task-table.ts";
import type { View } from "./view.ts";
import { shown } from "./width.ts";

/** What a person sees, on lines that fit: a page of the command's own, or a sentence and a table. */
export async function renderForPerson(
  outcome: Outcome,
  manner: Manner,
  { kind, stderr }: { readonly kind: "table" | "text"; readonly stderr: string },
): Promise<Rendered> {
  const view = await manner.openView();
  const { command, result, flags } = outcome;
  const text = kind === "text" ? await command.text?.(result, { ...manner, view }, flags) : undefined;
  return { stdout: fit(text ?? (await pageOf(outcome, manner, view)), view.width), stderr: fit(stderr, view.width) };
}

async function pageOf(outcome: Outcome, manner: Manner, view: View): Promise<string> {
  const { command, result, flags, message, fields } = outcome;
  const page = fields ? undefined : await command.page?.(result, { ...manner, view }, flags);
  const lines = page === undefined ? tableOf(outcome, view) : [page.trimEnd()];
  const sentence = message === undefined ? [] : [shown(message)];
  const all = [...sentence, ...(lines ?? emptyLines(outcome, view, message))];
  const next = lines ? nextStep(command.operation.name, result) : undefined;
  return [...all, ...(next === undefined ? [] : nextLines(next, view))].map((line) => `${line}\n`).join("");
}

/** The lines of the table; undefined if there is nothing to be shown in it. */
function tableOf({ command, result, fields }: Outcome, view: View): readonly string[] | undefined {
  const own = command.table?.(result);
  if (own) return own.rows.length === 0 ? undefined : ownLines(own, view);
  const tasks = command.tasks?.(result) ?? [];
  return tasks.length === 0 ? undefined : taskLines(tasks, view, fields);
}

interface OwnTable {
  readonly columns: readonly ColumnName[];
  readonly rows: readonly (readonly string[])[];
}

const NUMBERS: ReadonlySet<ColumnName> = new Set(["current", "pending", "completed", "failed", "priority", "seq"]);

function ownLines({ columns: names, rows }: OwnTable, { words, width, palette }: View): readonly string[] {
  const columns = names.map((name): Column => {
    const title = words.columns[name];
    return NUMBERS.has(name) ? { title, align: "right" } : { title, least: 6 };
  });
  return gridLines({ columns, rows: rows.map((cells) => cells.map((text) => ({ text }))), width, palette });
}

/** Nothing there: how to begin, unless a sentence has said already what came of it. */
function emptyLines({ command, result }: Outcome, view: View, message: string | undefined): readonly string[] {
  if (message !== undefined) return [];
  const { name } = command.operation;
  const step = firstStep(name, result);
  const { words } = view;
  const sentence = isEmptyName(name, words) ? words.empty[name](agentOf(result)) : words.none;
  return [sentence, ...(step === undefined ? [] : [`  ${shown(step)}`])];
}

function isEmptyName(name: string, { empty }: TableWords): name is keyof TableWords["empty"] {
  return Object.hasOwn(empty, name);
}

function agentOf(result: object): string {
  return "agent_id" in result && typeof result.agent_id === "string" ? shown(result.agent_id) : "";
}

function nextLines(next: string, { palette, words }: View): readonly string[] {
  return [palette.faint(`${words.next}: ${shown(next)}`)];
}
