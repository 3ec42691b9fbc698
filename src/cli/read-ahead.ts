import { invalid } from "../domain/errors.ts";
import { type Flag, optionOf } from "./command.ts";
import type { Wishes } from "./line.ts";

/** What has to be known before a line is parsed: how to word and print what is wrong with it. */
export interface Ahead extends Wishes {
  /** The first word that is neither an option, nor an option's value, nor `help`. */
  readonly command: string | undefined;
  readonly wantsHelp: boolean;
}

const LOOKS_LIKE_OPTION = /^(--[a-z][\w-]*(=.*)?|-[hV])$/s;

/** Looks through a line for the few things that matter before it is parsed. `flags` are the options with a value that may stand in it. */
export function readAhead(argv: readonly string[], flags: readonly Flag[]): Ahead {
  const values: { root?: string; output?: string; lang?: string } = {};
  let command: string | undefined;
  let wantsHelp = false;
  for (let position = 0; position < argv.length; position += 1) {
    const word = argv[position] ?? "";
    if (word === "--") break;
    if (word === "--help" || word === "-h") wantsHelp = true;
    if (word === "help" && command === undefined) wantsHelp = true;
    else if (!word.startsWith("-")) command ??= word;
    const [option, inline] = splitOption(word);
    const flag = flags.find((candidate) => optionOf(candidate.parameter) === option);
    if (!flag?.value) continue;
    const value = inline ?? argv[(position += 1)];
    const { parameter } = flag;
    if (parameter === "root" || parameter === "output" || parameter === "lang") values[parameter] = value ?? "";
  }
  return { command, wantsHelp, ...values };
}

/**
 * Refuses a line in which an option stands where another's value is missing: `--reason --dry-run`.
 *
 * @throws INVALID_PARAMS
 */
export function refuseSwallowedOptions(argv: readonly string[], flags: readonly Flag[]): void {
  for (let position = 0; position + 1 < argv.length; position += 1) {
    const word = argv[position] ?? "";
    if (word === "--") return;
    const flag = flags.find((candidate) => optionOf(candidate.parameter) === word);
    if (!flag?.value) continue;
    const next = argv[(position += 1)] ?? "";
    if (LOOKS_LIKE_OPTION.test(next)) throw invalid("option_as_value", { parameter: word, given: next });
  }
}

function splitOption(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf("=");
  return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}
