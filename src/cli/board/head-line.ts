import type { Board } from "../../domain/board.ts";
import { timeText } from "../output/times.ts";
import { widthOf } from "../output/width.ts";
import type { BoardView } from "./board-view.ts";

const GAP = "  ";

/** The first line: how many tasks are in which state, and when that was; as much of it as there is room for. */
export function headLine({ stuck, lanes, totals, at }: Board, view: BoardView): string {
  const { width, palette, board } = view;
  const { state } = palette;
  const parts: readonly (readonly [text: string, paint: (text: string) => string])[] = [
    [board.totals.stuck(stuck.length), stuck.length > 0 ? state.stuck : state.completed],
    [board.totals.running(totals.running), state.running],
    [board.totals.ready(totals.ready), state.ready],
    [board.totals.waiting(totals.waiting), state.waiting],
    [board.totals.failed(totals.failed), totals.failed > 0 ? state.failed : palette.faint],
    [board.totals.done_today(totals.done_today), state.completed],
    [board.totals.agents(lanes.length), palette.faint],
    [timeText(at, { ...view, times: view.times === "utc" ? "utc" : "absolute" }), palette.faint],
  ];
  let line = "";
  let left = width;
  for (const [text, paint] of parts) {
    const taken = widthOf(text) + (line === "" ? 0 : GAP.length);
    if (taken > left) break;
    line += (line === "" ? "" : GAP) + paint(text);
    left -= taken;
  }
  return line;
}
