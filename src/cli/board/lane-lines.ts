import { LANE_COLUMNS, type Lane } from "../../domain/lane.ts";
import type { Task } from "../../domain/task.ts";
import { type Cell, type Column, countCell, gridLines } from "../output/grid.ts";
import { cutName } from "../output/task-name.ts";
import { timeText } from "../output/times.ts";
import type { BoardView } from "./board-view.ts";

/** A line for each agent, below a line of titles: how many tasks are in which state, and what is running or comes next. */
export function laneLines(lanes: readonly Lane[], view: BoardView): readonly string[] {
  const { board, palette, width } = view;
  const columns: readonly Column[] = [
    { title: board.columns.agent, least: 8 },
    ...LANE_COLUMNS.map((column): Column => ({ title: board.short[column], align: "right" })),
    { title: board.columns.task, least: 10, leaves: 1 },
    { title: board.columns.since, leaves: 2 },
  ];
  return gridLines({ columns, rows: lanes.map((lane) => cellsOf(lane, view)), width, palette });
}

function cellsOf(lane: Lane, view: BoardView): readonly Cell[] {
  const { palette } = view;
  const counts = LANE_COLUMNS.map((column): Cell => {
    const paint = column === "done_today" ? palette.state.completed : palette.state[column];
    return countCell(lane.counts[column], paint, palette);
  });
  const [running] = lane.tasks.running;
  const since = running?.started_at ? timeText(running.started_at, view) : "";
  return [{ text: lane.agent_id, paint: palette.strong }, ...counts, currentCell(lane, view), { text: since }];
}

/** What an agent is at, or why it is at nothing. */
function currentCell({ tasks, hold }: Lane, { board, palette }: BoardView): Cell {
  const [running] = tasks.running;
  if (running) return { text: labelOf(running), paint: palette.state.running };
  if (hold) return { text: board.held(hold.reason ?? ""), paint: palette.warning };
  const [next] = tasks.ready;
  return { text: next ? board.next(labelOf(next)) : "", paint: palette.state.ready };
}

/** A task by its id and name. */
export function labelOf({ id, name }: Task): string {
  return `${id} ${cutName(name)}`;
}
