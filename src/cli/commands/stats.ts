import { type StatsResult, showStats } from "../../app/show-stats.ts";
import { defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS, TIME_FLAGS } from "../flags.ts";

export const stats = defineCommand({
  operation: showStats,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [AGENT, { parameter: "since", value: "<time>" }, ...LABEL_FLAGS, ...TIME_FLAGS],
  json: (result) => result,
  plain: rowsOf,
  page: async (result, { view, lang }, flags) => {
    const { statsPage } = await import("../output/stats-page.ts");
    return statsPage(result, { view, lang, flags });
  },
});

function rowsOf({ total, success_rate, avg_completion_time, ...rest }: StatsResult): readonly (readonly string[])[] {
  const { period, completion, waiting } = rest;
  const parts = {
    "": { ...total, success_rate, avg_completion_time },
    period_: period,
    completion_: completion,
    waiting_: waiting,
  };
  return Object.entries(parts).flatMap(([part, figures]) =>
    Object.entries(figures).map(([name, figure]) => [part + name, String(figure ?? "-")]),
  );
}
