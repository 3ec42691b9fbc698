import type { Messages } from "../../app/messages/en.ts";
import type { Output } from "../../app/settings.ts";
import type { Warned, Warning } from "../../app/warning.ts";
import type { Command } from "../command.ts";
import { visible } from "./visible.ts";

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
}

/** The text of a success in the chosen format. */
export async function renderSuccess(outcome: Outcome, output: Output, messages: Messages): Promise<Rendered> {
  const warnings = (outcome.result.warnings ?? []).map((warning) => warningText(warning, messages));
  if (output === "json") return { stdout: line(document(outcome, warnings, messages)), stderr: "" };
  const stderr = warnings.map((warning) => `${messages.labels.warning}: ${visible(warning)}\n`).join("");
  if (output === "table") {
    const { renderTable } = await import("./table.ts");
    return { stdout: renderTable(outcome, messages), stderr };
  }
  return { stdout: output === "plain" ? plain(outcome) : lines(outcome, warnings, messages), stderr };
}

function document(
  { command, result, input, isDryRun }: Outcome,
  warnings: readonly string[],
  messages: Messages,
): object {
  return {
    status: "success",
    ...command.json(result, messages, input),
    ...(isDryRun && { dry_run: true }),
    ...(command.message && { message: command.message(result, messages) }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** `jsonl`: one task a line; a result without tasks is one line. */
function lines(outcome: Outcome, warnings: readonly string[], messages: Messages): string {
  const { command, result } = outcome;
  return command.tasks ? command.tasks(result).map(line).join("") : line(document(outcome, warnings, messages));
}

/** `plain`: tab-separated, for `cut` and `read`. */
function plain({ command, result }: Outcome): string {
  const rows =
    command.plain?.(result) ??
    command.tasks?.(result).map(({ id, status, priority, name }) => [id, status, String(priority), name]);
  return (rows ?? []).map((row) => `${row.map(visible).join("\t")}\n`).join("");
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function warningText({ problem, path = "", reason = "" }: Warning, { warnings }: Messages): string {
  return warnings[problem]({ path, reason });
}
