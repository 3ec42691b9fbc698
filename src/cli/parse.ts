import { Command as Commander, CommanderError, Option } from "commander";
import type { Help } from "../app/messages/help.ts";
import { type InvalidParamsProblem, TaskListError, invalid } from "../domain/errors.ts";
import { type Command, type Flag, optionOf } from "./command.ts";
import { CHANGE_FLAGS, GLOBAL_FLAGS } from "./flags.ts";
import { HELP_PAGES } from "./help-page.ts";
import type { Call } from "./run-call.ts";
import { commandMeant, optionMeant } from "./synonyms.ts";

/** What a line asks for. */
export type Parsed = { readonly kind: "text"; readonly text: string } | ({ readonly kind: "call" } & Call);

export interface ParseOptions {
  readonly commands: readonly Command[];
  /** The command that the line names: only its flags are declared, the others are known by name. */
  readonly named: Command | undefined;
  readonly version: string;
  /** The help, if it is to be shown. */
  readonly help: Help | undefined;
}

/** All flags that a command takes. */
export function flagsOf(command: Command | undefined): readonly Flag[] {
  const own = command ? [...command.flags, ...(command.operation.isChange ? CHANGE_FLAGS : [])] : [];
  return [...own, ...GLOBAL_FLAGS];
}

/**
 * Parses a line.
 *
 * @throws INVALID_PARAMS
 */
export function parseLine(argv: readonly string[], { commands, named, version, help }: ParseOptions): Parsed {
  let text = "";
  let call: Parsed | undefined;
  const program = newCommander("agent-tasks", help, (out) => (text += out));
  program.version(version, "-V, --version", help?.version).description(help?.about ?? "");
  if (help) program.usage("<command> [options]").addHelpText("after", help.footer);
  showExamples(program, help?.examples ?? [], help);
  // What many commands take may stand before the command's name too.
  const shared = flagsOf(named).filter((flag) => CHANGE_FLAGS.includes(flag));
  declare(program, GLOBAL_FLAGS, help);
  for (const flag of shared) program.addOption(optionFor(flag, help).hideHelp());
  for (const command of named && !help ? [named] : commands) {
    const { name } = command.operation;
    const { summary = "", examples = [] } = help?.commands[name] ?? {};
    const sub = newCommander(name, help, (out) => (text += out)).description(summary);
    if (help) sub.helpGroup(help.groups[command.group]);
    showExamples(sub, examples, help);
    program.addCommand(sub);
    if (command !== named) continue;
    declare(
      sub,
      // Declared twice, an option would be taken by the command alone: so only the help sees these here.
      flagsOf(command).filter((flag) => !GLOBAL_FLAGS.includes(flag) && (help || !shared.includes(flag))),
      help,
    );
    const { words = [] } = command;
    for (const word of words) sub.argument(`[${word}]`, help?.flags[word]);
    sub.allowExcessArguments().action(() => {
      const excess = sub.args[words.length];
      if (excess !== undefined) throw invalid("excess_argument", { given: excess });
      const given = words.flatMap((word, position) => {
        const value = sub.args[position];
        return value === undefined ? [] : [[word, value]];
      });
      const options = byParameter(flagsOf(command), sub.optsWithGlobals());
      call = { kind: "call", command, flags: options, words: Object.fromEntries(given) };
    });
  }
  try {
    if (help && argv.length > 1 && !named) for (const page of HELP_PAGES) program.command(page); // to be suggested
    program.parse(helpWords(argv, commands), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== "commander.help") throw usageError(error, named);
    if (text === "") program.outputHelp(); // options, and no command
  }
  return call ?? { kind: "text", text };
}

/** `help [command]`, as commander knows it. */
function helpWords(argv: readonly string[], commands: readonly Command[]): string[] {
  if (argv[0] !== "help") return [...argv];
  const isCommand = commands.some(({ operation }) => operation.name === argv[1]);
  return isCommand || argv[1] === undefined ? [...argv.slice(1), "--help"] : argv.slice(1);
}

function newCommander(name: string, help: Help | undefined, write: (text: string) => void): Commander {
  return new Commander(name)
    .exitOverride()
    .configureOutput({
      writeOut: write,
      writeErr: () => undefined,
      getOutHelpWidth: () => 100,
      getOutHasColors: () => false,
    })
    .helpOption("-h, --help", help?.help)
    .configureHelp({ styleTitle: (title) => help?.titles[title] ?? title, showGlobalOptions: true })
    .helpCommand(false);
}

/** Examples come first: they are what most readers of a help look for. */
function showExamples(command: Commander, examples: readonly string[], help: Help | undefined): void {
  if (help)
    command.addHelpText(
      "before",
      `${help.titles["Examples:"] ?? "Examples:"}\n${examples.map((line) => `  ${line}\n`).join("")}`,
    );
}

function declare(command: Commander, flags: readonly Flag[], help: Help | undefined): void {
  for (const flag of flags) command.addOption(optionFor(flag, help));
}

function optionFor({ parameter, value }: Flag, help: Help | undefined): Option {
  return new Option(`${optionOf(parameter)}${value ? ` ${value}` : ""}`, help?.flags[parameter] ?? "");
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

const PROBLEMS: Readonly<Record<string, InvalidParamsProblem>> = {
  "commander.unknownCommand": "unknown_command",
  "commander.unknownOption": "unknown_option",
  "commander.optionMissingArgument": "option_without_value",
};

/** commander says what is wrong by a code, and which word it is only in its sentence. */
function usageError(error: CommanderError, named: Command | undefined): TaskListError {
  const problem = PROBLEMS[error.code] ?? "unknown_option";
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  if (problem === "option_without_value") return invalid(problem, { parameter: word.split(" ")[0] ?? word });
  const options = flagsOf(named).map(({ parameter }) => optionOf(parameter));
  const meant = problem === "unknown_command" ? commandMeant(word) : optionMeant(word, options);
  const similar = /Did you mean (?:one of )?(.*)\?/.exec(error.message)?.[1]?.split(", ");
  const choices = meant === undefined ? similar?.filter((choice) => choice !== "--version") : [meant];
  return invalid(problem, { given: word, ...(choices?.length && { choices }) });
}
