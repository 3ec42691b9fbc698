/** The help of the command line, in one language. */
export interface Help {
  readonly about: string;
  readonly footer: string;
  readonly commands: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, string>>;
  /** What the parser's own words are, where they are not these. */
  readonly titles: Readonly<Record<string, string>>;
  readonly help: string;
  readonly version: string;
}

/** A catalogue of it, complete. */
export interface HelpTexts extends Help {
  readonly commands: Readonly<Record<CommandName, string>>;
  /** By the input field that a flag, or a word without one, fills. */
  readonly flags: Readonly<Record<FlagName, string>>;
}

type CommandName =
  | "create"
  | "start"
  | "complete"
  | "fail"
  | "cancel"
  | "retry"
  | "list"
  | "list-all"
  | "get"
  | "query"
  | "stats"
  | "history"
  | "where"
  | "config";

type FlagName =
  | "action"
  | "agent"
  | "agent_name"
  | "by"
  | "description"
  | "dry_run"
  | "error"
  | "fields"
  | "from"
  | "input"
  | "key"
  | "lang"
  | "limit"
  | "lock_timeout"
  | "metadata"
  | "min_priority"
  | "month"
  | "name"
  | "operator"
  | "output"
  | "priority"
  | "reason"
  | "result"
  | "root"
  | "setting"
  | "status"
  | "task_id"
  | "to"
  | "value";
