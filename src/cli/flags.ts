import type { Command, Flag } from "./command.ts";

export const AGENT: Flag = { parameter: "agent", value: "<id>" };
export const TASK_ID: Flag = { parameter: "task_id", value: "<id>" };

export const ATTEMPT: Flag = { parameter: "attempt", value: "<n>" };

export const TAG: Flag = { parameter: "tag", value: "<name>", isList: true };
export const GROUP: Flag = { parameter: "group", value: "<name>" };

/** By which labels tasks are asked for. */
export const LABEL_FLAGS: readonly Flag[] = [TAG, GROUP, { parameter: "parent", value: "<id>" }];

/** On what a task depends. */
export const DEPENDENCY_FLAGS: readonly Flag[] = [
  { parameter: "depends_on", value: "<ids>", isList: true },
  { parameter: "depends_mode", value: "<mode>" },
  { parameter: "on_dependency_failure", value: "<what>" },
];

/** Which fields of the tasks are printed. */
export const FIELDS: Flag = { parameter: "fields", value: "<names>" };
export const LIMIT: Flag = { parameter: "limit", value: "<n>" };

/** How a person reads times. */
export const TIME_FLAGS: readonly Flag[] = [{ parameter: "absolute" }, { parameter: "utc" }];

/** Flags of every command; they may stand before its name or after it. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  { parameter: "root", value: "<dir>" },
  { parameter: "output", value: "<format>" },
  { parameter: "lang", value: "<language>" },
];

export const DRY_RUN: Flag = { parameter: "dry_run" };

/** Flags of every command that changes tasks. */
export const CHANGE_FLAGS: readonly Flag[] = [
  { parameter: "operator", value: "<name>" },
  { parameter: "lock_timeout", value: "<ms>" },
  DRY_RUN,
];

/** All flags that a command takes. */
export function flagsOf(command: Command | undefined): readonly Flag[] {
  const own = command ? [...command.flags, ...(command.operation.isChange ? CHANGE_FLAGS : [])] : [];
  return [...own, ...GLOBAL_FLAGS];
}
