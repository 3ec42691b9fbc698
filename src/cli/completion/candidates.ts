import type { Help } from "../../app/messages/help.ts";
import { CONFIG_KEYS, LANGUAGES, OUTPUTS } from "../../app/settings.ts";
import { TASK_FIELDS } from "../../domain/task-words.ts";
import { type Command, type Flag, optionOf } from "../command.ts";
import { graphFormat } from "../commands/graph.ts";
import { HELP_PAGES } from "../help-page.ts";
import { type Before, flagsFor, splitOption } from "./place.ts";

/** What may stand at the cursor, with what is said of it. */
export interface Candidate {
  readonly value: string;
  readonly text: string;
}

/** What the shell itself completes: the paths of folders, or those of files behind an @. */
export type PathKind = "folders" | "at-files";

/** What is known of the root, as far as the line asks for it. It finds nothing where it cannot look. */
export interface Known {
  readonly agents: () => Promise<readonly Candidate[]>;
  readonly tasks: () => Promise<readonly Candidate[]>;
  /** The tags, or the groups, of the tasks that the lists hold. */
  readonly labels: (kind: "tag" | "group") => Promise<readonly Candidate[]>;
  /** The newest first. */
  readonly months: () => readonly Candidate[];
}

interface Asked {
  readonly commands: readonly Command[];
  readonly before: Before;
  /** The word at the cursor, as far as it stands. */
  readonly word: string;
  readonly help: Help;
  readonly known: Known;
}

/** Everything that may stand at the cursor, whatever of it stands there already. */
export async function candidatesFor(asked: Asked): Promise<readonly Candidate[] | PathKind> {
  const { commands, before, word, help, known } = asked;
  const { option, value } = splitOption(word);
  if (before.open) return valuesOf(before.open, word, asked);
  if (value !== undefined) {
    const flag = flagsFor(before.command).find(({ parameter }) => optionOf(parameter) === option);
    const values = flag?.value ? await valuesOf(flag, value, asked) : [];
    return typeof values === "string" ? values : values.map((each) => ({ ...each, value: `${option}=${each.value}` }));
  }
  if (word.startsWith("-")) return optionsOf(before, help);
  if (!before.command) {
    const pages = before.wantsHelp ? HELP_PAGES.map(plainly) : [{ value: "help", text: help.help }];
    return [...commands.map(({ operation: { name } }) => ({ value: name, text: help.commands[name] ?? "" })), ...pages];
  }
  if (before.wantsHelp) return [];
  const expected = before.command.words?.[before.words.length];
  if (expected === undefined) return optionsOf(before, help);
  return valuesFor(expected, { command: before.command, words: before.words, known });
}

/** The options that the line does not have yet. */
function optionsOf({ command, flags }: Before, help: Help): readonly Candidate[] {
  const left = flagsFor(command).filter(({ parameter, isList }) => isList || !flags.has(parameter));
  const options = left.map(({ parameter }) => ({ value: optionOf(parameter), text: help.flags[parameter] ?? "" }));
  return [...options, { value: "--help", text: help.help }];
}

async function valuesOf(flag: Flag, word: string, { before, known }: Asked): Promise<readonly Candidate[] | PathKind> {
  if (flag.parameter === "root" || flag.parameter === "into") return "folders";
  if (flag.isText || flag.isTasks) return word.startsWith("@") ? "at-files" : [];
  const values = await valuesFor(flag.parameter, { ...before, known });
  const isSeveral = flag.isList || flag.parameter === "fields" || flag.value === "<ids>";
  const comma = isSeveral ? word.lastIndexOf(",") + 1 : 0;
  const named = word.slice(0, comma).split(",");
  return values
    .filter(({ value }) => !isSeveral || !named.includes(value))
    .map((each) => ({ ...each, value: word.slice(0, comma) + each.value }));
}

interface Wanted {
  readonly command: Command | undefined;
  readonly words: readonly string[];
  readonly known: Known;
}

/** The values of an input field. */
async function valuesFor(parameter: string, { command, words, known }: Wanted): Promise<readonly Candidate[]> {
  if (parameter === "agent" || parameter === "to_agent") return known.agents();
  if (parameter === "task_id" || parameter === "depends_on" || parameter === "parent") return known.tasks();
  if (parameter === "tag" || parameter === "group") return known.labels(parameter);
  if (parameter === "month") return known.months();
  if (parameter === "value") return (SETTING_VALUES[words[1] ?? ""] ?? []).map(plainly);
  const reader = command?.operation.input[parameter] ?? command?.variant?.command.operation.input[parameter];
  const choices = reader?.schema["enum"];
  return (Array.isArray(choices) ? choices.map(String) : (VALUES[parameter] ?? [])).map(plainly);
}

const PRIORITIES = ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "P0", "P1", "P2", "P3"];

/** What settings can be where there is a choice. */
const SETTING_VALUES: Readonly<Record<string, readonly string[]>> = { output: OUTPUTS, lang: LANGUAGES };

/** The values of what is no choice of the operation. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ...SETTING_VALUES,
  fields: TASK_FIELDS,
  format: Array.isArray(graphFormat.schema["enum"]) ? graphFormat.schema["enum"] : [],
  min_priority: PRIORITIES,
  priority: PRIORITIES,
  setting: CONFIG_KEYS,
};

function plainly(value: string): Candidate {
  return { value, text: "" };
}
