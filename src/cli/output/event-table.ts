import { briefOf } from "../../domain/brief-event.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { detailOf } from "./event-lines.ts";
import { gridLines } from "./grid.ts";
import { timeText } from "./times.ts";
import type { View } from "./view.ts";

/** What has happened, an event a line. */
export function eventTable(events: readonly TaskEvent[], view: View): string {
  const { words, palette, width } = view;
  const titles = words.columns;
  const columns = [
    { title: titles.seq, align: "right" as const, leaves: 2 },
    { title: titles.when },
    { title: titles.agent, least: 8 },
    { title: titles.id, leaves: 1 },
    { title: titles.action },
    { title: titles.status, leaves: 3 },
    { title: titles.detail, least: 12 },
  ];
  const rows = events.map((event) => {
    const brief = briefOf(event);
    const { seq, at, agent_id, task_id, action, new_status } = brief;
    return [
      { text: String(seq), paint: palette.faint },
      { text: timeText(at, view), paint: palette.faint },
      { text: agent_id },
      { text: task_id ?? "-" },
      { text: action },
      {
        text: new_status === null ? "-" : words.states[new_status],
        ...(new_status && { paint: palette.state[new_status] }),
      },
      { text: detailOf(brief) },
    ];
  });
  return gridLines({ columns, rows, width, palette }).join("\n");
}
