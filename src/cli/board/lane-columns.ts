import { LANE_COLUMNS, type Lane, type LaneColumn } from "../../domain/lane.ts";
import type { Task } from "../../domain/task.ts";
import { type Cell, type Column, gridLines } from "../output/grid.ts";
import { cutName } from "../output/task-name.ts";
import { timeText } from "../output/times.ts";
import { widthOf } from "../output/width.ts";
import type { BoardView } from "./board-view.ts";

/** From so many columns on there is room for the names of tasks under each state. */
export const WIDE = 120;

/** So many lines an agent has at most. */
const MOST_LINES = 3;

/** A few lines for each agent, below a line of titles: under each state how many tasks, and the first of them. */
export function laneColumns(
  lanes: readonly Lane[],
  most: number,
  view: BoardView,
): { readonly lines: readonly string[]; readonly shown: number } {
  const { board, palette, width } = view;
  const columns: readonly Column[] = [
    { title: board.columns.agent, least: 10 },
    ...LANE_COLUMNS.map((column): Column => ({ title: board.columns[column], least: 18 })),
  ];
  const linesOfEach = Math.max(1, Math.min(MOST_LINES, Math.floor(most / Math.max(1, lanes.length))));
  const rows: (readonly Cell[])[] = [];
  let shown = 0;
  for (const lane of lanes) {
    const its = rowsOf(lane, linesOfEach, view);
    if (rows.length + its.length > most) break;
    rows.push(...its);
    shown += 1;
  }
  return { lines: gridLines({ columns, rows, width, palette }), shown };
}

function rowsOf(lane: Lane, most: number, view: BoardView): readonly (readonly Cell[])[] {
  const longest = Math.max(...LANE_COLUMNS.map((column) => lane.tasks[column].length));
  const lines = Math.max(1, Math.min(most, longest));
  return Array.from({ length: lines }, (_, line) => [
    agentCell(lane, line, view),
    ...LANE_COLUMNS.map((column) => taskCell(lane, { column, line }, view)),
  ]);
}

function agentCell({ agent_id, hold }: Lane, line: number, { board, palette }: BoardView): Cell {
  if (line === 0) return { text: agent_id, paint: palette.strong };
  return line === 1 && hold ? { text: board.held(hold.reason ?? ""), paint: palette.warning } : { text: "" };
}

interface Place {
  readonly column: LaneColumn;
  readonly line: number;
}

function taskCell(lane: Lane, { column, line }: Place, view: BoardView): Cell {
  const { palette } = view;
  const count = String(lane.counts[column]);
  const task = lane.tasks[column][line];
  const label = task ? told(task, column, view) : "";
  const before = line === 0 ? count : " ".repeat(widthOf(count));
  const paint = column === "done_today" ? palette.state.completed : palette.state[column];
  return { text: `${before} ${label}`.trimEnd(), paint: count === "0" ? palette.faint : paint };
}

/** A task, with the age of what somebody would ask the age of. */
function told({ id, name, started_at, failed_at }: Task, column: LaneColumn, view: BoardView): string {
  const stamp = column === "running" ? started_at : column === "failed" ? failed_at : undefined;
  return `${id} ${stamp ? `(${timeText(stamp, view)}) ` : ""}${cutName(name)}`;
}
