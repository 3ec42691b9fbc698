import { readConfigOnce } from "../app/config-file.ts";
import { EXIT_STATUS } from "./exit-codes.ts";
import type { Line } from "./line.ts";
import type { Rendered } from "./output/render.ts";
import { plainLine } from "./plain-line.ts";
import { type Answer, runCall } from "./run-call.ts";
import { type Shell, shellOf } from "./shell.ts";

/** Runs the command line in a real process. Returns its exit status; never ends the process itself. */
export function main(argv: readonly string[], process: NodeJS.Process): Promise<number> {
  return runLine(argv, shellOf(process));
}

/** Runs one line and answers it, whatever happens. Returns the exit status. */
export async function runLine(argv: readonly string[], shell: Shell): Promise<number> {
  const read = readConfigOnce();
  let line: Line | undefined;
  try {
    line = (await plainLine(argv)) ?? (await import("./whole-line.ts")).wholeLine(argv);
    const parsed = await line.parse(shell, read);
    const answer: Answer =
      parsed.kind === "text" ? { stdout: parsed.text, stderr: "", status: 0 } : await runCall(parsed, shell, read);
    if (answer.lines) return await (await import("./print-lines.ts")).printLines(answer.lines, shell);
    return write(answer, shell) ? answer.status : EXIT_STATUS.IO_ERROR;
  } catch (error) {
    const { refuse } = await import("./refuse.ts");
    const answer = await refuse(error, line, shell, read);
    write(answer, shell);
    return answer.status;
  }
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
