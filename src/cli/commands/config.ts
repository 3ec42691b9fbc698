import { type ConfigResult, config as configOperation } from "../../app/config.ts";
import { defineCommand } from "../command.ts";
import { DRY_RUN } from "../flags.ts";

export const config = defineCommand({
  operation: configOperation,
  group: "set_up",
  hasDefaultAgent: false,
  isConfigOptional: true,
  flags: [DRY_RUN],
  words: ["action", "setting", "value"],
  inputRule: {
    oneOf: [
      { properties: { action: { const: "list" }, setting: false, value: false } },
      { properties: { action: { const: "get" }, value: false }, required: ["setting"] },
      { properties: { action: { const: "set" } }, required: ["setting", "value"] },
    ],
  },
  json: ({ action, path, settings }) => {
    if (action === "list") return { path, settings };
    const [[key, setting] = []] = Object.entries(settings);
    return { path, key, ...setting };
  },
  message: ({ action, settings }, { messages: { done } }) => {
    const [changed] = action === "set" ? Object.entries(settings) : [];
    return changed && done.configured(changed[0], String(changed[1].value));
  },
  plain: rowsOf,
  table: (result) => ({ columns: ["setting", "value", "origin"], rows: rowsOf(result) }),
});

function rowsOf({ settings }: ConfigResult): readonly (readonly string[])[] {
  return Object.entries(settings).map(([name, { value, origin }]) => [name, String(value), origin]);
}
