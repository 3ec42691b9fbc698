import { CommanderError } from "commander";
import { HELP_PAGES } from "./help-page.ts";
import { type ProgramOptions, programFor } from "./program.ts";
import type { Call } from "./run-call.ts";
import { usageError } from "./usage-error.ts";

/** What a line asks for. */
export type Parsed = { readonly kind: "text"; readonly text: string } | ({ readonly kind: "call" } & Call);

export type ParseOptions = Pick<ProgramOptions, "commands" | "named" | "version" | "help">;

/**
 * Parses a line.
 *
 * @throws INVALID_PARAMS
 */
export function parseLine(argv: readonly string[], options: ParseOptions): Parsed {
  const { named, help } = options;
  let text = "";
  let call: Parsed | undefined;
  const program = programFor({
    ...options,
    write: (out) => (text += out),
    onCall: (given) => (call = { kind: "call", ...given }),
  });
  if (help && argv.length > 1 && !named) for (const page of HELP_PAGES) program.command(page); // to be suggested
  try {
    program.parse(helpWords(argv, options), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, named);
  }
  return call ?? { kind: "text", text };
}

/** `help [command]`, as commander knows it. */
function helpWords(argv: readonly string[], { commands }: ParseOptions): string[] {
  if (argv[0] !== "help") return [...argv];
  const isCommand = commands.some(({ operation }) => operation.name === argv[1]);
  return isCommand || argv[1] === undefined ? [...argv.slice(1), "--help"] : argv.slice(1);
}
