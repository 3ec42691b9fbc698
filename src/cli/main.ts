import { readConfigOnce } from "../app/config-file.ts";
import { openMessages } from "../app/messages/open-messages.ts";
import { visible } from "../app/messages/visible.ts";
import { TaskListError, isRefusal } from "../domain/errors.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { EXIT_STATUS } from "./exit-codes.ts";
import { flagsOf } from "./flags.ts";
import type { Rendered } from "./output/render.ts";
import { type Ahead, readAhead } from "./read-ahead.ts";
import { runCall } from "./run-call.ts";
import { Interrupted, type Shell, shellOf } from "./shell.ts";
import { understand } from "./understand.ts";
import { type Voice, voiceOf } from "./voice.ts";

/** How wide the help is where no terminal says less. */
const LINE_WIDTH = 100;

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Runs the command line in a real process. Returns its exit status; never ends the process itself. */
export function main(argv: readonly string[], process: NodeJS.Process): Promise<number> {
  return runLine(argv, shellOf(process));
}

/** Runs one line and answers it, whatever happens. Returns the exit status. */
export async function runLine(argv: readonly string[], shell: Shell): Promise<number> {
  let voice: Voice = { output: "json", lang: "en" };
  const ahead = readAhead(argv, COMMANDS.flatMap(flagsOf));
  const named = COMMANDS.find(({ operation }) => operation.name === ahead.command);
  const read = readConfigOnce();
  try {
    voice = voiceOf(ahead, shell, read);
    const parsed = await understand({ argv, ahead, named, lang: voice.lang, width: widthFor(ahead, shell) });
    const answer =
      parsed.kind === "text" ? { stdout: parsed.text, stderr: "", status: 0 } : await runCall(parsed, shell, read);
    return write(answer, shell) ? answer.status : EXIT_STATUS.IO_ERROR;
  } catch (error) {
    return refuse(naming(error, named), voice, shell);
  }
}

function widthFor({ wantsHelp }: Ahead, shell: Shell): number {
  const columns = wantsHelp ? shell.columns() : undefined;
  return Math.min(columns ?? LINE_WIDTH, LINE_WIDTH);
}

async function refuse(error: unknown, voice: Voice, shell: Shell): Promise<number> {
  if (error instanceof Interrupted) {
    write({ stdout: "", stderr: `${error.signal}: nothing was changed\n` }, shell);
    return 128 + SIGNAL_NUMBERS[error.signal];
  }
  const refusal = asRefusal(error);
  if (shell.env["AGENT_TASKS_DEBUG"] === "1")
    write({ stdout: "", stderr: stackOf(error).split("\n").map(visible).join("\n") }, shell);
  const { renderError } = await import("./output/render-error.ts");
  write(renderError(refusal, voice.output, await openMessages(voice.lang)), shell);
  return EXIT_STATUS[refusal.code];
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

/** Says whether the answer went out whole: its reader may be gone, or its disk full. What was done stays done. */
function write({ stdout, stderr }: Rendered, shell: Shell): boolean {
  try {
    shell.write("stderr", stderr);
    shell.write("stdout", stdout);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    tell(`the answer could not be written (${String(error.code)}); what was done stays done\n`, shell);
    return false;
  }
}

function tell(text: string, shell: Shell): void {
  try {
    shell.write("stderr", text);
  } catch {
    // nobody listens any more: the exit status still says it
  }
}
