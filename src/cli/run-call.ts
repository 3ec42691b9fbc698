import { readInput } from "../app/input.ts";
import { openMessages } from "../app/messages/open-messages.ts";
import { openApp } from "../app/open-app.ts";
import { type SettingFlags, type Settings, loadSettings, settingsWithoutConfig } from "../app/settings.ts";
import { TaskListError, invalid } from "../domain/errors.ts";
import type { Command } from "./command.ts";
import { type Rendered, renderSuccess } from "./output/render.ts";
import { readValues } from "./read-text.ts";
import type { Shell } from "./shell.ts";

/** A call of a command, with its flags as they were written. */
export interface Call {
  readonly command: Command;
  readonly flags: Readonly<Record<string, string | true>>;
}

/** Runs one call: settings, input, operation, and the text of its success. @throws whatever refuses it */
export async function runCall({ command, flags }: Call, shell: Shell): Promise<Rendered> {
  const { operation } = command;
  const settings = settingsFor(command, flags, shell);
  const values = readValues(command.flags, flags, shell);
  const own = Object.entries(values).filter(([parameter]) => Object.hasOwn(operation.input, parameter));
  const input = readInput(operation.input, { ...defaultAgent(command, settings), ...Object.fromEntries(own) });
  const isDryRun = flags["dry_run"] === true;
  const isInterruptible = operation.isChange && !isDryRun;
  const app = openApp(settings, {
    command: operation.name,
    isDryRun,
    ...(isInterruptible && { signal: shell.interruption() }),
  });
  const result = await operation.run(app, input);
  const messages = await openMessages(settings.lang.value);
  return renderSuccess({ command, result, input, isDryRun }, settings.output.value, messages);
}

function settingsFor(command: Command, flags: SettingFlags, shell: Shell): Settings {
  try {
    return loadSettings(flags, shell);
  } catch (error) {
    const isExcused = command.isConfigOptional && error instanceof TaskListError && error.code === "CONFIG_INVALID";
    if (!isExcused) throw error;
    return settingsWithoutConfig(flags, shell);
  }
}

function defaultAgent({ hasDefaultAgent }: Command, { agent }: Settings): { agent?: string } {
  if (!hasDefaultAgent) return {};
  if (agent.value === null) throw invalid("agent_unknown", { parameter: "agent" });
  return { agent: agent.value };
}
