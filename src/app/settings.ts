import { join, resolve } from "node:path";
import { TaskListError } from "../domain/errors.ts";
import { type Config, type ReadConfig, configInvalid, readConfig } from "./config-file.ts";
import { isRunByOpenClaw, openClawAgent, openClawRoot } from "./openclaw.ts";
import {
  NO_LEASE,
  agentName,
  choice,
  defaultLease,
  lockTimeout,
  operatorName,
  rootFolder,
  wholeNumber,
} from "./readers.ts";
import { type Surroundings, variable } from "./surroundings.ts";

export const OUTPUTS = ["json", "jsonl", "plain", "table"] as const;
export type Output = (typeof OUTPUTS)[number];

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A setting, and what chose it: a flag, an environment variable, `config.json`, ... */
export interface Setting<Value> {
  readonly value: Value;
  readonly origin: string;
}

export interface Settings {
  /** The folder of all queues, absolute. */
  readonly root: Setting<string>;
  readonly agent: Setting<string | null>;
  readonly operator: Setting<string | null>;
  readonly output: Setting<Output>;
  readonly lang: Setting<Language>;
  readonly lock_timeout_ms: Setting<number>;
  readonly keep_finished: Setting<number>;
  /** How long a task is leased by default, like `4h`; `none` for no lease. */
  readonly default_lease: Setting<string>;
}

/** Whether somebody has chosen a setting: otherwise it is as it is without a word. */
export function isAskedFor({ origin }: Setting<unknown>): boolean {
  return origin !== DEFAULT && origin !== TERMINAL;
}

const DEFAULT = "default";
const TERMINAL = "terminal";

/** What the caller said on the command line. */
export interface SettingFlags {
  readonly root?: string;
  readonly agent?: string;
  readonly operator?: string;
  readonly output?: string;
  readonly lang?: string;
  readonly lock_timeout?: string;
}

/** What `config.json` may say. */
export const CONFIG_KEYS = ["output", "lang", "lock_timeout_ms", "keep_finished", "default_lease"] as const;
export type ConfigKey = (typeof CONFIG_KEYS)[number];

/**
 * Settles every setting: flag, else environment, else `<root>/config.json`, else the default.
 *
 * @throws INVALID_PARAMS if a flag or a variable has a value that is not allowed
 * @throws CONFIG_INVALID
 */
export function loadSettings(flags: SettingFlags, around: Surroundings, read: ReadConfig = readConfig): Settings {
  const root = rootSetting(flags, around);
  return settle(flags, around, root, read(join(root.value, "config.json")));
}

/** The settings as they are without the config file: to say what is wrong with it. */
export function settingsWithoutConfig(flags: SettingFlags, around: Surroundings): Settings {
  return settle(flags, around, rootSetting(flags, around), {});
}

function settle(flags: SettingFlags, around: Surroundings, root: Setting<string>, config: Config): Settings {
  const path = join(root.value, "config.json");
  const unknown = Object.keys(config).find((key) => !CONFIG_KEYS.some((known) => known === key));
  if (unknown !== undefined) throw configInvalid(path, "unknown key", unknown);
  const pick = <Value>(source: Source, read: Read<Value>, otherwise: () => Setting<Value>) =>
    settleOne(source, { around, config, path, read, otherwise });
  const { agent, operator, output, lang, lock_timeout_ms, keep_finished, default_lease } = SOURCES;
  return {
    root,
    agent: pick({ ...agent, flag: flags.agent }, agentName, () => openClawAgent(around) ?? NONE),
    operator: pick({ ...operator, flag: flags.operator }, operatorName, () => NONE),
    output: pick({ ...output, flag: flags.output }, READERS.output, () => defaultOutput(around)),
    lang: pick({ ...lang, flag: flags.lang }, READERS.lang, () => defaultLanguage(around)),
    lock_timeout_ms: pick({ ...lock_timeout_ms, flag: flags.lock_timeout }, READERS.lock_timeout_ms, () => ({
      value: 8000,
      origin: DEFAULT,
    })),
    keep_finished: pick({ ...keep_finished, flag: undefined }, READERS.keep_finished, () => ({
      value: 20,
      origin: DEFAULT,
    })),
    default_lease: pick({ ...default_lease, flag: undefined }, READERS.default_lease, () => ({
      value: NO_LEASE,
      origin: DEFAULT,
    })),
  };
}

/** The value of a key of `config.json`, as a caller writes it. @throws INVALID_PARAMS if it is not allowed */
export function readSetting(key: ConfigKey, given: string): string | number {
  return READERS[key](given, key);
}

type Read<Value> = (given: string, parameter: string) => Value;

const READERS = {
  output: choice(OUTPUTS),
  lang: choice(LANGUAGES),
  lock_timeout_ms: lockTimeout,
  keep_finished: wholeNumber(10_000),
  default_lease: defaultLease,
};

/** The names under which a setting is given: as a flag (`lock_timeout` for `--lock-timeout`), in the environment, in `config.json`. */
const SOURCES = {
  agent: { name: "agent", variable: "AGENT_TASKS_AGENT" },
  operator: { name: "operator", variable: "AGENT_TASKS_OPERATOR" },
  output: { name: "output", variable: "AGENT_TASKS_OUTPUT", key: "output" },
  lang: { name: "lang", variable: "AGENT_TASKS_LANG", key: "lang" },
  lock_timeout_ms: { name: "lock_timeout", variable: "AGENT_TASKS_LOCK_TIMEOUT_MS", key: "lock_timeout_ms" },
  keep_finished: { name: "keep_finished", variable: "AGENT_TASKS_KEEP_FINISHED", key: "keep_finished" },
  default_lease: { name: "default_lease", variable: "AGENT_TASKS_DEFAULT_LEASE", key: "default_lease" },
} as const;

function defaultOutput(around: Surroundings): Setting<Output> {
  const isPerson = around.isTerminal && !isRunByOpenClaw(around);
  return isPerson ? { value: "table", origin: TERMINAL } : { value: "json", origin: DEFAULT };
}

/** By the first of the system's variables that is set, as every program does. */
function defaultLanguage(around: Surroundings): Setting<Language> {
  const name = ["LC_ALL", "LC_MESSAGES", "LANG"].find((each) => variable(around, each) !== undefined);
  const isChinese = name !== undefined && /^zh([_.@-]|$)/i.test(variable(around, name) ?? "");
  return isChinese ? { value: "zh", origin: name } : { value: "en", origin: DEFAULT };
}

const NONE = { value: null, origin: "none" };

interface Source {
  readonly flag: string | undefined;
  readonly name: string;
  readonly variable: string;
  readonly key?: string;
}

interface Sources<Value> {
  readonly around: Surroundings;
  readonly config: Config;
  readonly path: string;
  readonly read: Read<Value>;
  readonly otherwise: () => Setting<Value>;
}

function settleOne<Value>(source: Source, { around, config, path, read, otherwise }: Sources<Value>): Setting<Value> {
  if (source.flag !== undefined) {
    return { value: read(source.flag, source.name), origin: `--${source.name.replaceAll("_", "-")}` };
  }
  const given = variable(around, source.variable);
  if (given !== undefined) return { value: read(given, source.variable), origin: source.variable };
  const configured = source.key === undefined ? undefined : config[source.key];
  if (source.key === undefined || configured === undefined) return otherwise();
  return { value: readConfigured(path, source.key, configured, read), origin: "config.json" };
}

function readConfigured<Value>(path: string, key: string, value: unknown, read: Read<Value>): Value {
  try {
    return read(typeof value === "string" || typeof value === "number" ? String(value) : "", key);
  } catch (error) {
    if (error instanceof TaskListError) throw configInvalid(path, `not allowed: ${JSON.stringify(value)}`, key);
    throw error;
  }
}

function rootSetting(flags: SettingFlags, around: Surroundings): Setting<string> {
  if (flags.root !== undefined) {
    return { value: resolve(around.cwd, rootFolder(flags.root, "root")), origin: "--root" };
  }
  const given = variable(around, "AGENT_TASKS_ROOT");
  if (given !== undefined) return { value: resolve(around.cwd, given), origin: "AGENT_TASKS_ROOT" };
  return openClawRoot(around);
}
