import { version } from "../../package.json";
import type { ReadConfig } from "../app/config-file.ts";
import { openHelp } from "../app/messages/open-messages.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { flagsOf } from "./flags.ts";
import { helpPage } from "./help-page.ts";
import type { Line, Parsed } from "./line.ts";
import { fitPage } from "./output/fit-page.ts";
import { parseLine } from "./parse.ts";
import { type Ahead, readAhead, refuseSwallowedOptions } from "./read-ahead.ts";
import type { Shell } from "./shell.ts";
import { voiceOf } from "./voice.ts";

/** Any line: commander understands it, or says what is wrong with it. A line that asks for help never calls anything. */
export function wholeLine(argv: readonly string[]): Line {
  if (argv[0] === "__complete") return { named: undefined, wishes: {}, parse: completed(argv.slice(1)) };
  const ahead = readAhead(argv, COMMANDS.flatMap(flagsOf));
  const named = COMMANDS.find(({ operation }) => operation.name === ahead.command);
  return {
    named,
    wishes: ahead,
    parse: (shell, read) => parse({ argv, ahead, named }, shell, read),
  };
}

/** What a shell asks that completes a line. */
function completed(words: readonly string[]): Line["parse"] {
  return async (shell, read) => {
    const { completeLine } = await import("./completion/complete-line.ts");
    return { kind: "text", text: await completeLine(words, shell, read) };
  };
}

interface Looked {
  readonly argv: readonly string[];
  readonly ahead: Ahead;
  readonly named: Command | undefined;
}

async function parse({ argv, ahead, named }: Looked, shell: Shell, read: ReadConfig): Promise<Parsed> {
  const { command: word, wantsHelp } = ahead;
  const lang = wantsHelp ? voiceOf(ahead, shell, read).lang : "en";
  const page = wantsHelp ? await helpPage(word, lang) : undefined;
  const columns = wantsHelp ? shell.columns() : undefined;
  if (page !== undefined) return { kind: "text", text: fitPage(page, columns) };
  refuseSwallowedOptions(argv, flagsOf(named));
  const help = wantsHelp ? await openHelp(lang) : undefined;
  const options = { commands: COMMANDS, named, word, version, help, columns };
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
