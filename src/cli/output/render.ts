import type { Messages } from "../../app/messages/messages.ts";
import { type Output, type Setting, isAskedFor } from "../../app/settings.ts";
import type { Warned, Warning } from "../../app/warning.ts";
import type { Command, Tongue } from "../command.ts";
import { picking, refuseUnknown } from "./fields.ts";
import { jsonLine } from "./json-line.ts";
import { messageOf } from "./message.ts";
import { rowOf } from "./row.ts";
import { visible } from "../../app/messages/visible.ts";

/** What goes to which stream. */
export interface Rendered {
  readonly stdout: string;
  readonly stderr: string;
}

export interface Outcome {
  readonly command: Command;
  readonly result: Warned;
  readonly input: Readonly<Record<string, unknown>>;
  readonly isDryRun: boolean;
  /** The fields of tasks that are to be printed; all if undefined. */
  readonly fields: readonly string[] | undefined;
}

/** How a success is told. */
export interface Manner extends Tongue {
  readonly output: Setting<Output>;
}

/** The text of a success in the chosen format. */
export async function renderSuccess(outcome: Outcome, { output: setting, lang, messages }: Manner): Promise<Rendered> {
  if (outcome.fields) refuseUnknown(outcome.fields, outcome.command.tasks?.(outcome.result) ?? []);
  const output = formatFor(outcome.command, setting);
  const warnings = (outcome.result.warnings ?? []).map((warning) => warningText(warning, messages));
  if (output === "json") return { stdout: jsonLine(document(outcome, warnings, messages)), stderr: "" };
  const told = warnings.map((warning) => `${messages.labels.warning}: ${visible(warning)}\n`).join("");
  const stderr = told + cutNotice(outcome, messages);
  const { command, result } = outcome;
  if (output === "text") return { stdout: (await command.text?.(result, { lang, messages })) ?? "", stderr };
  if (output === "table") {
    const { renderTable } = await import("./table.ts");
    return { stdout: renderTable(outcome, messages), stderr };
  }
  return { stdout: output === "plain" ? plain(outcome) : lines(outcome, warnings, messages), stderr };
}

/** A command that has a text prints it where a table would be, and one that is a text wherever no format was asked for. */
function formatFor(command: Command, output: Setting<Output>): Output | "text" {
  const { value } = output;
  if (!command.text) return value;
  const isTextInPlain = value === "plain" && !command.plain;
  return value === "table" || isTextInPlain || (command.isTextByDefault && !isAskedFor(output)) ? "text" : value;
}

function document(
  { command, result, input, isDryRun, fields }: Outcome,
  warnings: readonly string[],
  messages: Messages,
): object {
  return {
    status: "success",
    ...command.json(shown(command, result, fields), messages, input),
    ...(isDryRun && { dry_run: true }),
    message: messageOf({ command, result, isDryRun }, messages),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** `jsonl`: one task a line; a result without tasks is one line. */
function lines(outcome: Outcome, warnings: readonly string[], messages: Messages): string {
  const { command, result, fields } = outcome;
  if (!command.tasks) return jsonLine(document(outcome, warnings, messages));
  return command
    .tasks(shown(command, result, fields))
    .map(jsonLine)
    .join("");
}

/** `plain`: tab-separated, for `cut` and `read`. */
function plain({ command, result, fields }: Outcome): string {
  const rows =
    (fields ? undefined : command.plain?.(result)) ?? command.tasks?.(result).map((task) => rowOf(task, fields));
  return (rows ?? []).map((row) => `${row.map(visible).join("\t")}\n`).join("");
}

function shown(command: Command, result: Warned, fields: readonly string[] | undefined): Warned {
  return fields && command.withTasks ? command.withTasks(result, picking(fields)) : result;
}

function cutNotice({ command, result }: Outcome, { done }: Messages): string {
  const count = command.shown?.(result);
  return !count || count.returned >= count.total ? "" : `${done.cut(count.returned, count.total)}\n`;
}

function warningText({ problem, path = "", reason = "" }: Warning, { warnings }: Messages): string {
  return warnings[problem]({ path, reason });
}
