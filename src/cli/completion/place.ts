import { type Command, type Flag, optionOf } from "../command.ts";
import { CHANGE_FLAGS, GLOBAL_FLAGS, flagsOf } from "../flags.ts";

/** What stands before the word that is to be completed. */
export interface Before {
  /** The command that the line names, if it is one. */
  readonly command: Command | undefined;
  /** Whether the line asks for help: then the next word is that of a page. */
  readonly wantsHelp: boolean;
  /** The values of the options, by their parameters; of switches, an empty text. */
  readonly flags: ReadonlyMap<string, string>;
  /** The words without an option, behind the command's name. */
  readonly words: readonly string[];
  /** The option whose value comes next. */
  readonly open: Flag | undefined;
}

/** The options that may come next, as far as the command is known. */
export function flagsFor(command: Command | undefined): readonly Flag[] {
  return command ? flagsOf(command) : [...CHANGE_FLAGS, ...GLOBAL_FLAGS];
}

/** Reads what stands before the word that is to be completed. A line that is wrong is read as well as it can be. */
export function readBefore(line: readonly string[], commands: readonly Command[]): Before {
  const every = commands.flatMap(flagsOf);
  const flags = new Map<string, string>();
  const words: string[] = [];
  let open: Flag | undefined;
  for (const word of line) {
    if (open) flags.set(open.parameter, word);
    const isValue = open !== undefined;
    open = undefined;
    if (isValue) continue;
    if (!word.startsWith("-")) words.push(word);
    const { option, value } = splitOption(word);
    const flag = every.find(({ parameter }) => optionOf(parameter) === option);
    if (flag?.value && value === undefined) open = flag;
    else if (flag) flags.set(flag.parameter, value ?? "");
  }
  const wantsHelp = words[0] === "help";
  const [name, ...others] = wantsHelp ? words.slice(1) : words;
  const command = commands.find(({ operation }) => operation.name === name);
  const own = flagsFor(command).find(({ parameter }) => parameter === open?.parameter);
  return { command, wantsHelp, flags, words: others, open: own ?? open };
}

/** The option of a word, and the value that stands in it. */
export function splitOption(word: string): { readonly option: string; readonly value: string | undefined } {
  const equals = word.startsWith("--") ? word.indexOf("=") : -1;
  return equals === -1
    ? { option: word, value: undefined }
    : { option: word.slice(0, equals), value: word.slice(equals + 1) };
}
