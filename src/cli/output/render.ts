import type { Messages } from "../../app/messages/messages.ts";
import { type Output, type Setting, isAskedFor } from "../../app/settings.ts";
import type { Warned, Warning } from "../../app/warning.ts";
import type { Command, GivenFlags, Tongue } from "../command.ts";
import { picking, refuseUnknown } from "./fields.ts";
import { jsonLine } from "../../app/json-line.ts";
import { rowOf } from "./row.ts";
import { visible } from "../../app/messages/visible.ts";
import type { View } from "./view.ts";

/** What goes to which stream. */
export interface Rendered {
  readonly stdout: string;
  readonly stderr: string;
}

/** A call that has succeeded. */
export interface Success {
  readonly command: Command;
  readonly result: Warned;
  readonly input: Readonly<Record<string, unknown>>;
  readonly flags: GivenFlags;
  readonly isDryRun: boolean;
  /** The fields of tasks that are to be printed; all if undefined. */
  readonly fields: readonly string[] | undefined;
}

/** A success, with what is said of it. */
export interface Outcome extends Success {
  readonly message: string | undefined;
  readonly warnings: readonly string[];
}

/** How a success is told. */
export interface Manner extends Tongue {
  readonly output: Setting<Output>;
  /** Whether a person reads it, at a terminal. */
  readonly isTerminal: boolean;
  /** How pages for people look. */
  readonly openView: () => Promise<View>;
}

/** The text of a success in the chosen format. */
export async function renderSuccess(success: Success, manner: Manner): Promise<Rendered> {
  const { command, result, fields } = success;
  const { output: setting, messages } = manner;
  if (fields) refuseUnknown(fields, command.tasks?.(result) ?? []);
  const output = command.format?.(success.flags) ?? formatFor(command, setting);
  const message = await messageOf(success, manner);
  const warnings = (result.warnings ?? []).map((warning) => warningText(warning, messages));
  const outcome = { ...success, message, warnings };
  if (output === "json") return { stdout: jsonLine(document(outcome)), stderr: "" };
  const told = warnings.map((warning) => `${messages.labels.warning}: ${visible(warning)}\n`).join("");
  const notice = await command.notice?.(result, manner);
  const stderr = told + cutNotice(outcome, messages) + (notice === undefined ? "" : `${notice}\n`);
  if (output === "table" || (output === "text" && manner.isTerminal)) {
    const { renderForPerson } = await import("./table.ts");
    return renderForPerson(outcome, manner, { kind: output, stderr });
  }
  if (output === "text") return { stdout: (await command.text?.(result, manner, success.flags)) ?? "", stderr };
  return { stdout: output === "plain" ? plain(outcome) : lines(outcome), stderr };
}

/** A command that has a text prints it where a table would be, and one that is a text wherever no format was asked for. */
function formatFor(command: Command, output: Setting<Output>): Output | "text" {
  const { value, origin } = output;
  if (!command.text) return value;
  const isTextInPlain = value === "plain" && !command.plain;
  const isFormatAskedFor = command.textUnless === "flag" ? origin === "--output" : isAskedFor(output);
  return value === "table" || isTextInPlain || (command.textUnless && !isFormatAskedFor) ? "text" : value;
}

/** The sentence that says what was done, or would be. */
async function messageOf({ command, result, isDryRun }: Success, tongue: Tongue): Promise<string | undefined> {
  const message = await command.message?.(result, tongue);
  return message !== undefined && isDryRun ? tongue.messages.done.dry_run(message) : message;
}

function document({ command, result, input, flags, isDryRun, fields, message, warnings }: Outcome): object {
  return {
    status: "success",
    ...command.json(shown(command, result, fields), input, flags),
    ...(isDryRun && { dry_run: true }),
    message,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** `jsonl`: one task a line; a result without tasks is one line. */
function lines(outcome: Outcome): string {
  const { command, result, flags, fields } = outcome;
  if (command.jsonl) return command.jsonl(result, flags).map(jsonLine).join("");
  if (!command.tasks) return jsonLine(document(outcome));
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
