import { version } from "../../package.json";
import { openHelp } from "../app/messages/open-messages.ts";
import type { Language } from "../app/settings.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { flagsOf } from "./flags.ts";
import { helpPage } from "./help-page.ts";
import { type Parsed, parseLine } from "./parse.ts";
import { type Ahead, refuseSwallowedOptions } from "./read-ahead.ts";

export interface Line {
  readonly argv: readonly string[];
  readonly ahead: Ahead;
  /** The command that the line names, if there is one of that name. */
  readonly named: Command | undefined;
  readonly lang: Language;
  /** How many columns the help may take. */
  readonly width: number;
}

/**
 * Says what a line asks for: a text of the help, or a call. A line that asks for help never calls anything.
 *
 * @throws INVALID_PARAMS
 */
export async function understand({ argv, ahead, named, lang, width }: Line): Promise<Parsed> {
  const { command: word, wantsHelp } = ahead;
  const page = wantsHelp ? await helpPage(word, lang) : undefined;
  if (page !== undefined) return { kind: "text", text: page };
  refuseSwallowedOptions(argv, flagsOf(named));
  const help = wantsHelp ? await openHelp(lang) : undefined;
  const options = { commands: COMMANDS, named, word, version, help, width };
  if (wantsHelp) return parseLine(helpLine(word, named), options);
  if (word !== undefined || argv.includes("--version") || argv.includes("-V")) return parseLine(argv, options);
  const { overview } = await import("./commands/overview.ts");
  const { name } = overview.operation;
  return parseLine([name, ...argv], { ...options, commands: [overview], named: overview, word: name });
}

/** A line that asks for help, as commander knows it: whatever else stands in it is left out. */
function helpLine(word: string | undefined, named: Command | undefined): readonly string[] {
  if (word === undefined) return ["--help"];
  return named ? [word, "--help"] : [word]; // an unknown word is refused, with what it may mean
}
