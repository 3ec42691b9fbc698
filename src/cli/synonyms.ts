import type { CommandName } from "../app/messages/help.ts";

/** Words that other tools have for our commands. */
const COMMANDS: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  create: ["add", "new", "push"],
  start: ["begin", "claim", "next", "take"],
  complete: ["close", "done", "end", "finish"],
  fail: ["error"],
  list: ["ls", "queue", "status", "tasks"],
  "list-all": ["agents", "board"],
  get: ["show", "view"],
  query: ["find", "search"],
  history: ["archive"],
  graph: ["deps", "tree"],
  stats: ["summary"],
  log: ["events", "journal"],
  watch: ["follow", "tail"],
  wait: ["await", "join"],
  cancel: ["abort", "delete", "drop", "remove", "rm"],
  retry: ["reopen", "requeue"],
  where: ["info"],
  config: ["configure"],
};

/** Words that other tools, or other commands of ours, have for our options. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  "--agent": ["--assignee", "--user"],
  "--task-id": ["--id", "--task"],
  "--name": ["--text", "--title"],
  "--description": ["--body"],
  "--result": ["--error", "--message", "--note", "--reason"],
  "--error": ["--message", "--note", "--reason", "--result"],
  "--reason": ["--error", "--message", "--note", "--result"],
  "--output": ["--format"],
  "--lang": ["--language"],
  "--lock-timeout": ["--timeout"],
};

/** The command that somebody means who types a word of another tool. */
export function commandMeant(word: string): string | undefined {
  return Object.entries(COMMANDS).find(([, words]) => words.includes(word))?.[0];
}

/** The option that is meant, among those that a command takes. */
export function optionMeant(word: string, options: readonly string[]): string | undefined {
  return options.find((option) => OPTIONS[option]?.includes(word));
}
