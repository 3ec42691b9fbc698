import type { InputFields, InputOf } from "../app/input.ts";
import type { CommandGroup } from "../app/messages/help.ts";
import type { Messages } from "../app/messages/messages.ts";
import type { ColumnName } from "../app/messages/table-words.ts";
import type { Operation } from "../app/operation.ts";
import type { Language, Output } from "../app/settings.ts";
import type { Warned } from "../app/warning.ts";
import type { Task } from "../domain/task.ts";
import type { View } from "./output/view.ts";
import type { Shell } from "./shell.ts";

/** One flag of a command. `parameter` is the input field that it fills; `--task-id` fills `task_id`. */
export interface Flag {
  readonly parameter: string;
  /** How the help shows its value; without one it is a switch. */
  readonly value?: string;
  /** Whether the value is long text, which can come from standard input (`-`) or a file (`@path`). */
  readonly isText?: true;
  /** Whether the text says how a task ended: of one that is too long the end is kept. */
  readonly isReport?: true;
  /** Whether it may be said several times: then its values stand in one, with commas between them. */
  readonly isList?: true;
  /** Whether the text is JSON. */
  readonly isJson?: true;
  /** Whether the text is tasks: a JSON object, an array of them, or one a line. */
  readonly isTasks?: true;
  /** How what it names is read, where that is not for the others to know. @throws INVALID_PARAMS */
  readonly read?: (value: string, shell: Shell) => unknown;
}

/** The flags of a call as they were written, by their parameters. */
export type GivenFlags = Readonly<Record<string, string | true>>;

/** Everything that the command line adds to an operation: its flags, and how its result looks. */
export interface Command<Fields extends InputFields = InputFields, Result extends Warned = Warned> {
  readonly operation: Operation<Fields, Result>;
  /** What its JSON Schema says besides what each flag takes. */
  readonly inputRule?: object;
  /** What it does where its flags ask for something else. */
  readonly variant?: Variant;
  /** Where the help lists it. */
  readonly group: CommandGroup;
  readonly flags: readonly Flag[];
  /** The input fields that it takes as words without an option, in their order. */
  readonly words?: readonly string[];
  /** Whether `--agent` may be left out for the agent of the settings. */
  readonly hasDefaultAgent: boolean;
  /** Whether it works although config.json cannot be used. */
  readonly isConfigOptional?: true;
  /** What is said of a long work of it: by default, that tasks of the original tool are taken over. */
  readonly progress?: "looking" | ((lang: Language) => Promise<TellProgress>);
  /**
   * Makes sure, before it is done, that somebody means it. Returns what the operation is to be told of that.
   *
   * @throws INVALID_PARAMS if nobody does
   */
  confirm?(asked: Asked<Result>): Promise<Readonly<Record<string, unknown>>>;
  /** The exit status of a success that is not 0. */
  exitStatus?(result: Result, flags: GivenFlags): number;
  /** The JSON document, `status` and warnings left out. */
  json(result: Result, input: InputOf<Fields>, flags: GivenFlags): object;
  /** The documents of `jsonl`, where they are not the tasks. */
  jsonl?(result: Result, flags: GivenFlags): readonly object[];
  /**
   * The lines of a result that never comes to an end, one at a time, whatever the format; undefined if it has come to its
   * end already. Then there is nothing else to be printed of it.
   */
  lines?(result: Result, manner: LineManner, flags: GivenFlags): AsyncIterable<string> | undefined;
  /** Whether it has only such lines: then its documents are those of `jsonl`. */
  readonly isEndless?: true;
  /** The sentence that says what was done, if something was. */
  message?(result: Result, tongue: Tongue): string | undefined | Promise<string | undefined>;
  /** The result with every task in it changed: for `--fields`. */
  withTasks?(result: Result, change: (task: Task) => Task): Result;
  /** The tasks of the result, for `jsonl`, `plain` and the table. */
  tasks?(result: Result): readonly Task[];
  /** How many tasks are shown of how many: where they differ, a reader of the other formats is told. */
  shown?(result: Result): { readonly returned: number; readonly total: number };
  /** What a reader of the other formats is told besides. */
  notice?(result: Result, tongue: Tongue): Promise<string | undefined>;
  /** The lines of `plain`, where they are not those of the tasks. */
  plain?(result: Result): readonly (readonly string[])[];
  /** What a person reads instead of a table, and in `plain`. */
  text?(result: Result, tongue: Tongue & { readonly view?: View }, flags: GivenFlags): Promise<string>;
  /** Whether programs get that text too: unless they, or a setting, ask for another format, or unless the line itself does. */
  readonly textUnless?: "asked" | "flag";
  /** What the line asks for by a flag of this command, whatever the settings say. @throws INVALID_PARAMS */
  format?(flags: GivenFlags): "text" | "json" | undefined;
  /** The table, where it is not that of the tasks. */
  table?(result: Result): { readonly columns: readonly ColumnName[]; readonly rows: readonly (readonly string[])[] };
  /** What a person sees instead of a table, below the sentence; undefined if it is the table after all. */
  page?(result: Result, tongue: Tongue & { readonly view: View }, flags: GivenFlags): Promise<string | undefined>;
}

/** How lines are printed that come one at a time. */
export interface LineManner extends Tongue {
  readonly output: Output;
  /** How many columns the terminal has, if it is one. */
  readonly columns: number | undefined;
}

/** What is said of how far a long work has come. */
export type TellProgress = (done: number, total: number) => string;

/** A command that takes the place of another. Its flags are among those of the other. */
export interface Variant {
  readonly command: Command;
  /** @throws INVALID_PARAMS if the line asks for both */
  isMeant(flags: GivenFlags): boolean;
}

/** By what it is found out whether a change is meant. */
export interface Asked<Result> {
  /** What would be done. */
  readonly preview: () => Promise<Result>;
  readonly flags: GivenFlags;
  readonly shell: Shell;
  readonly lang: Language;
}

/** The language that a caller reads. */
export interface Tongue {
  readonly lang: Language;
  readonly messages: Messages;
}

/** Declares a command, checked against its operation. */
export function defineCommand<Fields extends InputFields, Result extends Warned>(
  command: Command<Fields, Result>,
): Command<Fields, Result> {
  return command;
}

/** The option that fills a parameter: `--task-id`. */
export function optionOf(parameter: string): string {
  return `--${parameter.replaceAll("_", "-")}`;
}
