import { type StatsResult, showStats } from "../../app/show-stats.ts";
import { defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS } from "../flags.ts";

export const stats = defineCommand({
  operation: showStats,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [AGENT, ...LABEL_FLAGS],
  json: (result) => result,
  plain: rowsOf,
  table: (result) => ({ columns: ["figure", "value"], rows: rowsOf(result) }),
});

function rowsOf({ total, success_rate, avg_completion_time }: StatsResult): readonly (readonly string[])[] {
  const figures = { ...total, success_rate, avg_completion_time: avg_completion_time ?? "-" };
  return Object.entries(figures).map(([name, figure]) => [name, String(figure)]);
}
