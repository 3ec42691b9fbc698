import { Command as Commander, Option } from "commander";
import type { Help } from "../app/messages/help.ts";
import { invalid } from "../domain/errors.ts";
import { type Command, type Flag, optionOf } from "./command.ts";
import { CHANGE_FLAGS, GLOBAL_FLAGS, flagsOf } from "./flags.ts";
import { helpLayout } from "./help-layout.ts";
import { HELP_PAGES } from "./help-page.ts";
import { fitPage } from "./output/fit-page.ts";
import { wrappedCommand } from "./output/wrap.ts";
import type { Call } from "./run-call.ts";

export interface ProgramOptions {
  readonly commands: readonly Command[];
  /** The command that the line names: only its flags are declared, the others are known by name. */
  readonly named: Command | undefined;
  /** The word that stands where a command's name would. */
  readonly word: string | undefined;
  readonly version: string;
  /** The help, if it is to be shown. */
  readonly help: Help | undefined;
  /** How many columns the terminal has that is to show the help, if there is one. */
  readonly columns: number | undefined;
  /** Takes the help and the version. */
  readonly write: (text: string) => void;
  readonly onCall: (call: Call) => void;
}

/** The command line as commander knows it. */
export function programFor(options: ProgramOptions): Commander {
  const { commands, named, word, version, help, columns } = options;
  const program = newCommander("agent-tasks", options).version(version, "-V, --version", help?.version);
  if (help) describeProgram(program, help, columns);
  declare(program, GLOBAL_FLAGS, help);
  // What many commands take may stand before the command's name too.
  for (const flag of sharedFlags(named)) program.addOption(optionFor(flag, help).hideHelp());
  for (const command of named && !help ? [named] : commands) {
    const sub = newCommander(command.operation.name, options);
    if (help) describeCommand(sub, command, { help, columns });
    if (command === named) declareCall(sub, command, options);
    program.addCommand(sub);
  }
  if (help && word !== undefined && !named) for (const page of HELP_PAGES) program.command(page); // to be suggested
  return program;
}

/** How wide the help is where no terminal says less. */
const LINE_WIDTH = 100;

function newCommander(name: string, { help, columns = LINE_WIDTH, write }: ProgramOptions): Commander {
  const width = Math.min(columns, LINE_WIDTH);
  return new Commander(name)
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: () => undefined,
      getOutHelpWidth: () => width,
      getOutHasColors: () => false,
    })
    .helpOption("-h, --help", help?.help)
    .configureHelp({
      ...helpLayout(width),
      styleTitle: (title) => help?.titles[title] ?? title,
      showGlobalOptions: true,
    })
    .helpCommand(false);
}

function describeProgram(program: Commander, help: Help, columns: number | undefined): void {
  program.usage("<command> [options]").description(help.about);
  program.addHelpText("before", examplesText(help.examples.first, help, columns));
  program.addHelpText("after", fitPage(help.footer, columns));
}

interface Described {
  readonly help: Help;
  readonly columns: number | undefined;
}

function describeCommand(sub: Commander, { operation: { name }, group }: Command, { help, columns }: Described): void {
  sub.description(help.commands[name] ?? "").helpGroup(help.groups[group]);
  sub.addHelpText("before", examplesText(help.examples.commands[name] ?? [], help, columns));
}

/** Examples come first: they are what most readers of a help look for. Nobody but a terminal wants them broken. */
function examplesText(commands: readonly string[], help: Help, columns: number | undefined): string {
  const lines = commands.flatMap((each) => (columns === undefined ? [`  ${each}`] : wrappedCommand(each, columns)));
  return `${help.titles["Examples:"] ?? "Examples:"}\n${lines.map((line) => `${line}\n`).join("")}`;
}

function declareCall(sub: Commander, command: Command, { help, onCall }: ProgramOptions): void {
  const shared = sharedFlags(command);
  // Declared twice, an option would be taken by the command alone: so only the help sees these here.
  const own = flagsOf(command).filter((flag) => !GLOBAL_FLAGS.includes(flag) && (help || !shared.includes(flag)));
  declare(sub, own, help);
  const { words = [] } = command;
  for (const word of words) sub.argument(`[${word}]`, help?.flags[word]);
  sub.allowExcessArguments().action(() => {
    const excess = sub.args[words.length];
    if (excess !== undefined) throw invalid("excess_argument", { given: excess });
    const given = words.flatMap((word, position) => {
      const value = sub.args[position];
      return value === undefined ? [] : [[word, value]];
    });
    onCall({ command, flags: byParameter(flagsOf(command), sub.optsWithGlobals()), words: Object.fromEntries(given) });
  });
}

function sharedFlags(command: Command | undefined): readonly Flag[] {
  return flagsOf(command).filter((flag) => CHANGE_FLAGS.includes(flag));
}

function declare(command: Commander, flags: readonly Flag[], help: Help | undefined): void {
  for (const flag of flags) command.addOption(optionFor(flag, help));
}

function optionFor({ parameter, value, isList }: Flag, help: Help | undefined): Option {
  const option = new Option(`${optionOf(parameter)}${value ? ` ${value}` : ""}`, help?.flags[parameter] ?? "");
  option.negate = false; // commander takes --no-copy for a switch named copy
  return isList
    ? option.argParser((next, before: string | undefined) => (before === undefined ? next : `${before},${next}`))
    : option;
}

/** commander names options in camel case; our parameters are in snake case. */
function byParameter(
  flags: readonly Flag[],
  options: Readonly<Record<string, string | true | undefined>>,
): Readonly<Record<string, string | true>> {
  const given: Record<string, string | true> = {};
  for (const { parameter } of flags) {
    const value = options[parameter.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (value !== undefined) given[parameter] = value;
  }
  return given;
}
