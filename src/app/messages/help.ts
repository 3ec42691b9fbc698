import type { Examples } from "./examples.ts";

/** The help of the command line, in one language. */
export interface Help {
  readonly about: string;
  readonly examples: {
    readonly first: readonly string[];
    readonly commands: Readonly<Record<string, readonly string[]>>;
  };
  readonly footer: string;
  readonly groups: Readonly<Record<CommandGroup, string>>;
  readonly commands: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, string>>;
  /** What the parser's own words are, where they are not these. */
  readonly titles: Readonly<Record<string, string>>;
  readonly help: string;
  readonly version: string;
}

/** What a command is for. */
export type CommandGroup = "work" | "look" | "care" | "set_up";

/** A catalogue of it, complete. */
export interface HelpTexts extends Help {
  readonly examples: Examples;
  readonly commands: Readonly<Record<CommandName, string>>;
  /** By the input field that a flag, or a word without one, fills. */
  readonly flags: Readonly<Record<FlagName, string>>;
}

export type CommandName =
  | "create"
  | "start"
  | "complete"
  | "fail"
  | "list"
  | "list-all"
  | "get"
  | "why"
  | "query"
  | "graph"
  | "history"
  | "board"
  | "stats"
  | "log"
  | "watch"
  | "wait"
  | "cancel"
  | "retry"
  | "check"
  | "note"
  | "renew"
  | "resume"
  | "edit"
  | "move"
  | "hold"
  | "release"
  | "restore"
  | "export"
  | "import"
  | "validate"
  | "doctor"
  | "purge"
  | "where"
  | "config"
  | "prime"
  | "completion"
  | "demo"
  | "schema";

type FlagName =
  | "absolute"
  | "action"
  | "agent"
  | "all"
  | "agent_name"
  | "attempt"
  | "backoff"
  | "by"
  | "command"
  | "description"
  | "dry_run"
  | "due"
  | "error"
  | "exit_code"
  | "fields"
  | "file"
  | "final"
  | "follow"
  | "for"
  | "force"
  | "format"
  | "from"
  | "full"
  | "input"
  | "into"
  | "key"
  | "key_scope"
  | "lang"
  | "lease"
  | "limit"
  | "lock_timeout"
  | "max_attempts"
  | "max_expiries"
  | "depends_on"
  | "with_results"
  | "depends_mode"
  | "on_dependency_failure"
  | "tag"
  | "group"
  | "parent"
  | "message"
  | "metadata"
  | "min_priority"
  | "mode"
  | "month"
  | "name"
  | "not_before"
  | "no_copy"
  | "older_than"
  | "operator"
  | "output"
  | "priority"
  | "progress"
  | "quiet_token"
  | "reason"
  | "ready"
  | "repair"
  | "result"
  | "resume"
  | "retry_delay"
  | "root"
  | "setting"
  | "shell"
  | "since"
  | "stale"
  | "status"
  | "task_id"
  | "timeout"
  | "to"
  | "to_agent"
  | "until"
  | "utc"
  | "value"
  | "watch"
  | "yes";
