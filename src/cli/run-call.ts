import type { ReadConfig } from "../app/config-file.ts";
import { readInput } from "../app/input.ts";
import { openMessages } from "../app/messages/open-messages.ts";
import { openApp } from "../app/open-app.ts";
import { type SettingFlags, type Settings, loadSettings, settingsWithoutConfig } from "../app/settings.ts";
import { invalid, isRefusal } from "../domain/errors.ts";
import type { ConfigProblem } from "../app/warning.ts";
import type { Command, GivenFlags } from "./command.ts";
import { type Rendered, renderSuccess } from "./output/render.ts";
import { fieldsOf } from "./output/fields.ts";
import { progressOn } from "./progress.ts";
import { readValues } from "./read-text.ts";
import type { Shell } from "./shell.ts";

/** A call of a command, with its flags as they were written. */
export interface Call {
  readonly command: Command;
  readonly flags: GivenFlags;
  /** The words that stood without an option, by the input field that each fills. */
  readonly words: Readonly<Record<string, string>>;
}

/** What a call prints, and its exit status if it could be printed. */
export interface Answer extends Rendered {
  readonly status: number;
  /** What is still to come, and to be printed when it comes. */
  readonly lines?: AsyncIterable<string>;
}

/** Runs one call: settings, input, operation, and the text of its success. @throws whatever refuses it */
export async function runCall({ command: named, flags, words }: Call, shell: Shell, read: ReadConfig): Promise<Answer> {
  const command = named.variant?.isMeant(flags) ? named.variant.command : named;
  const { operation } = command;
  const { settings, configProblem } = settingsFor(command, flags, shell, read);
  const values = readValues(command.flags, flags, shell);
  const own = Object.entries(values).filter(([parameter]) => Object.hasOwn(operation.input, parameter));
  const given = { ...Object.fromEntries(own), ...words };
  const input = readInput(operation.input, { ...defaultAgent(command, settings, given), ...given });
  const fields = fieldsOf(values["fields"], operation);
  const isDryRun = flags["dry_run"] === true;
  const lang = settings.lang.value;
  const messages = await openMessages(lang);
  const { progress = "adopting" } = command;
  const tellProgress = typeof progress === "string" ? messages.done[progress] : await progress(lang);
  const appFor = (isTry: boolean) =>
    openApp(settings, {
      command: operation.name,
      isDryRun: isTry,
      isAlone: true,
      around: shell,
      onProgress: progressOn(shell, tellProgress),
      ...(configProblem && { configProblem }),
      ...(operation.isChange && !isTry && { signal: shell.interruption() }),
    });
  const preview = () => operation.run(appFor(true), input);
  const confirmed = isDryRun ? undefined : await command.confirm?.({ preview, flags, shell, lang });
  const result = await operation.run(appFor(isDryRun), { ...input, ...confirmed });
  const manner = {
    output: settings.output,
    lang,
    messages,
    isTerminal: shell.isTerminal,
    openView: async () => (await import("./output/view.ts")).viewOf(shell, lang, flags),
  };
  const lines = command.lines?.(result, { ...manner, output: manner.output.value, columns: shell.columns() }, flags);
  if (lines) return { stdout: "", stderr: "", status: 0, lines };
  const rendered = await renderSuccess({ command, result, input, flags, isDryRun, fields }, manner);
  return { ...rendered, status: command.exitStatus?.(result, flags) ?? 0 };
}

interface UsableSettings {
  readonly settings: Settings;
  readonly configProblem?: ConfigProblem;
}

function settingsFor(command: Command, flags: SettingFlags, shell: Shell, read: ReadConfig): UsableSettings {
  try {
    return { settings: loadSettings(flags, shell, read) };
  } catch (error) {
    const isProblem = isRefusal(error, "CONFIG_INVALID") || isRefusal(error, "IO_ERROR");
    if (!command.isConfigOptional || !isProblem) throw error;
    return { settings: settingsWithoutConfig(flags, shell), configProblem: error };
  }
}

function defaultAgent(
  { hasDefaultAgent }: Command,
  { agent }: Settings,
  given: Readonly<Record<string, unknown>>,
): { agent?: string } {
  if (!hasDefaultAgent || given["agent"] !== undefined) return {};
  if (agent.value === null) throw invalid("agent_unknown", { parameter: "agent" });
  return { agent: agent.value };
}
