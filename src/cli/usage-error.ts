import type { CommanderError } from "commander";
import { type InvalidParamsProblem, type TaskListError, invalid } from "../domain/errors.ts";
import { type Command, optionOf } from "./command.ts";
import { flagsOf } from "./flags.ts";
import { HELP_PAGES } from "./help-page.ts";
import { commandMeant, optionMeant } from "./synonyms.ts";

const PROBLEMS: Readonly<Record<string, InvalidParamsProblem>> = {
  "commander.unknownCommand": "unknown_command",
  "commander.unknownOption": "unknown_option",
  "commander.optionMissingArgument": "option_without_value",
};

/** What commander refuses, in our words. It says what is wrong by a code, and which word it is only in its sentence. */
export function usageError(error: CommanderError, named: Command | undefined): TaskListError {
  const problem = PROBLEMS[error.code] ?? "unknown_option";
  const word = /'(.*)'/s.exec(error.message)?.[1] ?? "";
  if (problem === "option_without_value") return invalid(problem, { parameter: word.split(" ")[0] ?? word });
  const options = flagsOf(named).map(({ parameter }) => optionOf(parameter));
  const meant = problem === "unknown_command" ? commandOrPage(word) : optionMeant(word, options);
  const choices = meant === undefined ? similarTo(error) : [meant];
  return invalid(problem, { given: word, ...(choices.length > 0 && { choices }) });
}

/** Somebody may type the name of a page of the help alone. */
function commandOrPage(word: string): string | undefined {
  return HELP_PAGES.includes(word) ? `help ${word}` : commandMeant(word);
}

/** What commander finds that looks like it. */
function similarTo({ message }: CommanderError): readonly string[] {
  const similar = /Did you mean (?:one of )?(.*)\?/.exec(message)?.[1]?.split(", ") ?? [];
  return similar.filter((choice) => choice !== "--version");
}
