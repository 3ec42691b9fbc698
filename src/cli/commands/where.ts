import { where as whereOperation, type WhereResult } from "../../app/where.ts";
import { defineCommand } from "../command.ts";
import { AGENT } from "../flags.ts";

export const where = defineCommand({
  operation: whereOperation,
  group: "set_up",
  hasDefaultAgent: false,
  isConfigOptional: true,
  flags: [AGENT],
  json: (result) => result,
  plain: (result) => rowsOf(result),
  table: (result) => ({ columns: ["setting", "value", "origin"], rows: rowsOf(result) }),
});

function rowsOf({ root, agent, settings }: WhereResult): readonly (readonly string[])[] {
  const all = Object.entries({ root, agent, ...settings });
  return all.map(([name, { value, origin }]) => [name, value === null ? "-" : String(value), origin]);
}
