import type { ReadConfig } from "../app/config-file.ts";
import {
  LANGUAGES,
  type Language,
  OUTPUTS,
  type Output,
  type SettingFlags,
  loadSettings,
  settingsWithoutConfig,
} from "../app/settings.ts";
import type { Surroundings } from "../app/surroundings.ts";
import { TaskListError } from "../domain/errors.ts";
import type { Wishes } from "./line.ts";

/** How a call is answered. It is known before anything can go wrong, so that every refusal is worded and printed as asked. */
export interface Voice {
  readonly output: Output;
  readonly lang: Language;
}

/** The voice that flags, environment and config ask for; where one of them asks for something unknown, the next best. */
export function voiceOf(flags: Wishes, around: Surroundings, read: ReadConfig): Voice {
  const known: SettingFlags = {
    agent: "-", // no voice depends on the agent, and finding out who it is takes time
    ...(flags.root !== undefined && flags.root !== "" && { root: flags.root }),
    ...(OUTPUTS.some((output) => output === flags.output) && { output: flags.output }),
    ...(LANGUAGES.some((lang) => lang === flags.lang) && { lang: flags.lang }),
  };
  const env = Object.fromEntries(Object.entries(around.env).filter(([name]) => !name.startsWith("AGENT_TASKS_")));
  const settings =
    attempt(() => loadSettings(known, around, read)) ??
    attempt(() => settingsWithoutConfig(known, around)) ??
    settingsWithoutConfig(known, { ...around, env });
  return { output: settings.output.value, lang: settings.lang.value };
}

function attempt<Result>(load: () => Result): Result | undefined {
  try {
    return load();
  } catch (error) {
    if (error instanceof TaskListError) return undefined; // whoever loads the settings to use them reports it
    throw error;
  }
}
