import { join } from "node:path";
import { invalid } from "../domain/errors.ts";
import { readConfig } from "./config-file.ts";
import { optional, required } from "./input.ts";
import { type App, defineOperation } from "./operation.ts";
import { anyText, choice } from "./readers.ts";
import { CONFIG_KEYS, type ConfigKey, type Setting, readSetting } from "./settings.ts";
import { type Warned, configWarnings } from "./warning.ts";

export interface ConfigResult extends Warned {
  readonly action: "get" | "set" | "list";
  /** The config file. */
  readonly path: string;
  /** The settings asked for, each with what chose it; after `set` as the next call will see it. */
  readonly settings: Readonly<Partial<Record<ConfigKey, Setting<string | number>>>>;
}

const input = {
  action: required(choice(["get", "set", "list"])),
  setting: optional(choice(CONFIG_KEYS)),
  value: optional(anyText),
};

/** Shows the settings of a root that stay, or changes one. */
export const config = defineOperation({
  name: "config",
  isChange: false,
  input,
  async run(app, { action, setting: key, value }): Promise<ConfigResult> {
    const path = join(app.settings.root.value, "config.json");
    if (action === "list") {
      if (key !== undefined) throw invalid("excess_argument", { given: key });
      return { action, path, settings: pick(app, CONFIG_KEYS), ...configWarnings(app) };
    }
    if (key === undefined) throw invalid("required", { parameter: "setting", choices: CONFIG_KEYS });
    if (action === "get") {
      if (value !== undefined) throw invalid("excess_argument", { given: value });
      return { action, path, settings: pick(app, [key]), ...configWarnings(app) };
    }
    if (value === undefined) throw invalid("required", { parameter: "value" });
    const accepted = readSetting(key, value);
    const changed = { ...readConfig(path), [key]: accepted };
    if (!app.isDryRun) await (await import("./write-config.ts")).writeConfig(path, changed);
    return { action, path, settings: { [key]: { value: accepted, origin: "config.json" } } };
  },
});

function pick({ settings }: App, keys: readonly ConfigKey[]): ConfigResult["settings"] {
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
