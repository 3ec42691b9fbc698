import type { ReadConfig } from "../app/config-file.ts";
import { openMessages, openRefusals } from "../app/messages/open-messages.ts";
import { visible } from "../app/messages/visible.ts";
import { TaskListError, isRefusal } from "../domain/errors.ts";
import type { Command } from "./command.ts";
import { EXIT_STATUS } from "./exit-codes.ts";
import type { Line } from "./line.ts";
import { renderError } from "./output/render-error.ts";
import type { Answer } from "./run-call.ts";
import { Interrupted, type Shell } from "./shell.ts";
import { voiceOf } from "./voice.ts";

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** What is answered to a line that came to nothing, whatever the reason was. */
export async function refuse(thrown: unknown, line: Line | undefined, shell: Shell, read: ReadConfig): Promise<Answer> {
  if (thrown instanceof Interrupted) {
    return {
      stdout: "",
      stderr: `${thrown.signal}: nothing was changed\n`,
      status: 128 + SIGNAL_NUMBERS[thrown.signal],
    };
  }
  const refusal = asRefusal(naming(thrown, line?.named));
  const { output, lang } = voiceOf(line?.wishes ?? {}, shell, read);
  const [{ labels }, refusals] = await Promise.all([openMessages(lang), openRefusals(lang)]);
  const { stdout, stderr } = renderError(refusal, output, { labels, refusals });
  const told = await toldOn(shell, stderr, labels.error);
  const stack = shell.env["AGENT_TASKS_DEBUG"] === "1" ? stackOf(thrown).split("\n").map(visible).join("\n") : "";
  return { stdout, stderr: stack + told, status: EXIT_STATUS[refusal.code] };
}

/** What is said on stderr, as a terminal shows it: on lines that fit. */
async function toldOn(shell: Shell, text: string, label: string): Promise<string> {
  const width = text === "" ? undefined : shell.columns("stderr");
  if (width === undefined) return text;
  const [{ fit }, { paletteOf }, { isColourWanted }] = await Promise.all([
    import("./output/fit.ts"),
    import("./output/palette.ts"),
    import("./output/view.ts"),
  ]);
  const { failed } = paletteOf(isColourWanted(shell.env)).state;
  return fit(text, width).replace(label, failed);
}

/** What is wrong with a call is said with the command that was called: its help shows what it takes. */
function naming(error: unknown, named: Command | undefined): unknown {
  if (!named || !isRefusal(error, "INVALID_PARAMS")) return error;
  return new TaskListError("INVALID_PARAMS", { ...error.facts, command: named.operation.name }, { cause: error });
}

function asRefusal(error: unknown): TaskListError {
  if (error instanceof TaskListError) return error;
  return new TaskListError("INTERNAL_ERROR", { detail: error instanceof Error ? error.message : String(error) });
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause !== undefined ? `caused by ${stackOf(error.cause)}` : "";
  return `${stack}\n${cause}`;
}
