import type { Stuck } from "../../domain/stuck.ts";
import { gridLines } from "../output/grid.ts";
import { cutName } from "../output/task-name.ts";
import { timeText } from "../output/times.ts";
import type { BoardView } from "./board-view.ts";

/** What needs a person, a line each below a line of titles. `total` is how much there is. */
export function stuckLines(stuck: readonly Stuck[], total: number, view: BoardView): readonly string[] {
  const { board, palette, width } = view;
  const columns = [
    { title: board.stuck(total), least: 8 },
    { title: board.columns.agent, least: 8 },
    { title: board.columns.id, leaves: 1, least: 8 },
    { title: board.columns.since, leaves: 2 },
    { title: board.columns.name, leaves: 3, least: 8 },
  ];
  const rows = stuck.map((each) => {
    const paint = palette.state[each.kind === "failed" ? "failed" : "stuck"];
    return [
      { text: board.kinds[each.kind] + (each.count > 1 ? ` (${each.count})` : ""), paint },
      { text: each.agent_id },
      { text: each.task?.id ?? "" },
      { text: each.since === null ? "" : timeText(each.since, view) },
      { text: each.task ? cutName(each.task.name) : board.unreadableList },
    ];
  });
  return gridLines({ columns, rows, width, palette: { title: palette.state.stuck } });
}
