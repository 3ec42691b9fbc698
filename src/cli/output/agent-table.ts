import type { AgentsResult } from "../../app/list-agents.ts";
import { countCell, gridLines } from "./grid.ts";
import { timeText } from "./times.ts";
import type { View } from "./view.ts";

/** Every queue in a line, those of nothing but zeros faint. Undefined if there is none. */
export function agentTable({ agents }: AgentsResult, view: View): string | undefined {
  if (agents.length === 0) return undefined;
  const { words, palette, width } = view;
  const titles = words.columns;
  const hasNames = agents.some(({ agent_id, agent_name }) => agent_name !== agent_id);
  const columns = [
    { title: titles.agent, least: 8 },
    { title: titles.current, align: "right" as const },
    { title: titles.pending, align: "right" as const },
    { title: titles.failed, align: "right" as const },
    { title: titles.completed, align: "right" as const, leaves: 1 },
    { title: titles.changed, leaves: 2 },
    ...(hasNames ? [{ title: titles.name, least: 6, leaves: 3 }] : []),
  ];
  const number = (count: number, paint = palette.strong) => countCell(count, paint, palette);
  const rows = agents.map(
    ({ agent_id, agent_name, task_count: { current, pending, completed, failed }, last_updated }) => [
      { text: agent_id },
      number(current, palette.state.running),
      number(pending),
      number(failed, palette.state.failed),
      number(completed, palette.state.completed),
      { text: last_updated === null ? "" : timeText(last_updated, view), paint: palette.faint },
      { text: agent_name === agent_id ? "" : agent_name },
    ],
  );
  return gridLines({ columns, rows, width, palette }).join("\n");
}
