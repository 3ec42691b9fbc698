import type { ReadConfig } from "../../app/config-file.ts";
import { openHelp } from "../../app/messages/open-messages.ts";
import { visible } from "../../app/messages/visible.ts";
import { openApp } from "../../app/open-app.ts";
import { type Settings, loadSettings, settingsWithoutConfig } from "../../app/settings.ts";
import { COMMANDS } from "../commands.ts";
import type { Shell } from "../shell.ts";
import { voiceOf } from "../voice.ts";
import { bashLine, forBash } from "./bash-line.ts";
import { type Candidate, type PathKind, candidatesFor } from "./candidates.ts";
import { knownFrom } from "./known.ts";
import { type Before, readBefore, splitOption } from "./place.ts";

interface Around {
  readonly shell: Shell;
  readonly read: ReadConfig;
}

/**
 * Says what may come next on a line that somebody is typing: what the scripts of `completion` ask with each TAB.
 *
 *     __complete bash <line up to the cursor> <COMP_WORDBREAKS>
 *     __complete zsh|fish -- <words behind the program's name, the last up to the cursor>
 *
 * The first line of the answer is `words`, or the kind of paths that the shell is to complete itself. Then there is a
 * candidate a line: for bash as it goes into the line; for the others the value, a tab, and what is said of it.
 * Whatever goes wrong, the answer is silence: nothing may disturb the line that is being typed.
 */
export async function completeLine(argv: readonly string[], shell: Shell, read: ReadConfig): Promise<string> {
  try {
    const [kind, ...rest] = argv;
    if (kind === "bash") return await forBashLine(rest, { shell, read });
    return await forWords(rest.slice(1), kind === "zsh" ? escapedForZsh : String, { shell, read });
  } catch {
    return "";
  }
}

async function forBashLine([text = "", breaks = ""]: readonly string[], around: Around): Promise<string> {
  const line = bashLine(text, breaks);
  const words = line.words.slice(line.words.findIndex((word) => !/^\w+=/.test(word)) + 1); // VAR=x agent-tasks ...
  const word = words.at(-1) ?? "";
  const found = await find(words, around);
  if (typeof found === "string") return pathsForBash(found, word, line.kept);
  const fitting = found.filter(({ value }) => value.startsWith(word));
  return answer(fitting.map(({ value }) => forBash(value.slice(line.kept), line.quote)));
}

/** The kind of paths, the path as far as it stands, and what stands before it in the text that bash replaces. */
function pathsForBash(kind: PathKind, word: string, kept: number): string {
  const start = kind === "folders" ? splitAt(word) : splitAt(word) + 1;
  return [kind, word.slice(start), word.slice(Math.min(kept, start), start)].map((line) => `${line}\n`).join("");
}

/** Where the value begins, in an option with its value or without one. */
function splitAt(word: string): number {
  const { option, value } = splitOption(word);
  return value === undefined ? 0 : option.length + 1;
}

async function forWords(words: readonly string[], escape: (value: string) => string, around: Around): Promise<string> {
  const found = await find(words, around);
  if (typeof found === "string") return `${found}\n`;
  return answer(found.map(({ value, text }) => `${escape(value)}\t${escape(visible(text))}`));
}

/** A text as zsh's `_describe` takes it: a colon would part the value from what is said of it. */
function escapedForZsh(value: string): string {
  return value.replaceAll(/[\\:]/g, String.raw`\$&`);
}

function answer(lines: readonly string[]): string {
  return ["words", ...lines].map((line) => `${line}\n`).join("");
}

async function find(words: readonly string[], { shell, read }: Around): Promise<readonly Candidate[] | PathKind> {
  const before = readBefore(words.slice(0, -1), COMMANDS);
  const { command, open } = before;
  const settings = settingsFor(before, shell, read);
  const agent = before.flags.get("agent") ?? (command?.hasDefaultAgent ? settings.agent.value : null);
  const known = knownFrom({
    app: openApp(settings, { command: "complete", isDryRun: true, isAlone: true, around: shell }),
    agent: open?.parameter === "depends_on" || open?.parameter === "parent" ? null : agent,
    command: command?.operation.name,
    now: new Date(),
  });
  const help = await openHelp(voiceOf(wishesOf(before), shell, read).lang);
  const found = await candidatesFor({ commands: COMMANDS, before, word: words.at(-1) ?? "", help, known });
  // What cannot be typed is not offered.
  return typeof found === "string" ? found : found.filter(({ value }) => value === visible(value));
}

function settingsFor(before: Before, shell: Shell, read: ReadConfig): Settings {
  const root = before.flags.get("root");
  const agent = before.flags.get("agent");
  const flags = {
    ...(root && { root: expanded(root, shell) }),
    ...(agent && { agent }),
  };
  try {
    return loadSettings(flags, shell, read);
  } catch {
    return settingsWithoutConfig(flags, shell);
  }
}

function wishesOf({ flags }: Before): { readonly lang?: string; readonly root?: string } {
  const [lang, root] = [flags.get("lang"), flags.get("root")];
  return { ...(lang !== undefined && { lang }), ...(root !== undefined && { root }) };
}

/** A path as the shell will read it: nobody has expanded it yet. */
function expanded(path: string, { env, home }: Shell): string {
  const variables = path.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    return env[braced ?? bare ?? ""] ?? "";
  });
  return variables.replace(/^~(?=\/|$)/, () => home);
}
