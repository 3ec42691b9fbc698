import { CommanderError } from "commander";
import type { Parsed } from "./line.ts";
import { type ProgramOptions, programFor } from "./program.ts";
import { usageError } from "./usage-error.ts";

export type ParseOptions = Pick<ProgramOptions, "commands" | "named" | "word" | "version" | "help" | "columns">;

/**
 * Parses a line.
 *
 * @throws INVALID_PARAMS
 */
export function parseLine(argv: readonly string[], options: ParseOptions): Parsed {
  const { named } = options;
  let text = "";
  let call: Parsed | undefined;
  const program = programFor({
    ...options,
    write: (out) => (text += out),
    onCall: (given) => (call = { kind: "call", ...given }),
  });
  try {
    program.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, named);
  }
  return call ?? { kind: "text", text };
}
