import { type Command, optionOf } from "./command.ts";
import { commandNamed } from "./daily-commands.ts";
import { flagsOf } from "./flags.ts";
import type { Line } from "./line.ts";

/**
 * Reads a line that says plainly what it wants: a command, then its options, each once and with its value. Undefined
 * for every other: commander reads that. Loading commander would take a tenth of the time of a command; a property
 * test says that it reads plain lines as they are read here.
 */
export async function plainLine(argv: readonly string[]): Promise<Line | undefined> {
  const [word] = argv;
  const command = word === undefined ? undefined : await commandNamed(word);
  const flags = command && plainFlags(argv, command);
  if (!command || !flags) return undefined;
  const { root, output, lang } = flags;
  return {
    named: command,
    wishes: {
      ...(typeof root === "string" && { root }),
      ...(typeof output === "string" && { output }),
      ...(typeof lang === "string" && { lang }),
    },
    parse: async () => ({ kind: "call", command, flags, words: {} }),
  };
}

/** The flags of a plain line, by their parameters. */
export function plainFlags(
  argv: readonly string[],
  command: Command,
): Readonly<Record<string, string | true>> | undefined {
  const known = new Map(flagsOf(command).map((flag) => [optionOf(flag.parameter), flag]));
  const flags: Record<string, string | true> = {};
  for (let position = 1; position < argv.length; position += 1) {
    const word = argv[position] ?? "";
    const equals = word.indexOf("=");
    const flag = known.get(equals === -1 ? word : word.slice(0, equals));
    if (!flag || Object.hasOwn(flags, flag.parameter)) return undefined;
    const value = equals === -1 ? valueAfter(flag.value, argv[position + 1]) : flag.value && word.slice(equals + 1);
    if (value === undefined) return undefined;
    if (equals === -1 && flag.value) position += 1;
    flags[flag.parameter] = value;
  }
  return flags;
}

/** The value of an option that takes one in the next word, or of a switch. A word with a dash may be another option. */
function valueAfter(takes: string | undefined, next: string | undefined): string | true | undefined {
  if (takes === undefined) return true;
  return next?.startsWith("-") && next !== "-" ? undefined : next;
}
