import { EXIT_STATUS } from "./exit-codes.ts";
import type { Shell } from "./shell.ts";

/**
 * Prints lines when they come, each whole and at once; a slow reader makes us wait. Returns the exit status when nobody
 * reads any more: who has gone is told nothing.
 */
export async function printLines(lines: AsyncIterable<string>, shell: Shell): Promise<number> {
  for await (const line of lines) {
    const reason = refusalOf(() => shell.write("stdout", line));
    if (reason === undefined) continue;
    if (reason !== "EPIPE") refusalOf(() => shell.write("stderr", `nothing more can be written (${reason})\n`));
    return EXIT_STATUS.IO_ERROR;
  }
  return 0;
}

/** Why the system refuses; undefined if it does not. */
function refusalOf(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}
