import { type Board, quietLanes } from "../../domain/board.ts";
import type { Lane } from "../../domain/lane.ts";
import { mostUrgent } from "../../domain/stuck.ts";
import type { GivenFlags } from "../command.ts";
import { cutTo, shown, widthOf } from "../output/width.ts";
import type { BoardView } from "./board-view.ts";
import { headLine } from "./head-line.ts";
import { WIDE, laneColumns } from "./lane-columns.ts";
import { laneLines } from "./lane-lines.ts";
import { stuckLines } from "./stuck-lines.ts";

/** What a person sees of a board. */
export function boardPage(board: Board, view: BoardView, flags: GivenFlags): string {
  if (board.lanes.length === 0 && board.stuck.length === 0) return emptyPage(view, flags);
  return boardLines(board, view).join("\n");
}

function emptyPage({ board, width }: BoardView, flags: GivenFlags): string {
  const isNarrowed = ["agent", "group", "tag", "parent"].some((parameter) => flags[parameter] !== undefined);
  const lines = isNarrowed
    ? [board.nothingLikeThat, "  agent-tasks board"]
    : [board.empty, '  agent-tasks create --agent coder --name "..."'];
  return lines.map((line) => cutTo(line, width)).join("\n");
}

/** The lines of a board: no more than there is room for, and where something is left out they say so. */
export function boardLines(board: Board, view: BoardView): readonly string[] {
  const most = Math.max(1, view.rows - 1); // below them stands the prompt
  const head = [headLine(board, view), "", ...stuckSection(board, view), ""];
  const lines = [...head, ...laneSection(board, most - head.length, view)];
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), cutTo(view.board.moreLines, view.width)];
}

/** What needs a person takes a third of the screen at most. */
function stuckSection({ stuck }: Board, view: BoardView): readonly string[] {
  const { board, palette, width, rows } = view;
  if (stuck.length === 0) return [palette.state.completed(cutTo(board.nothingStuck, width))];
  const most = Math.max(3, Math.floor(rows / 3) - 2);
  const first = mostUrgent(stuck, most);
  const more = stuck.length - first.length;
  return [
    ...stuckLines(first, stuck.length, view),
    ...(more > 0 ? [palette.faint(cutTo(board.moreStuck(more), width))] : []),
  ];
}

function laneSection(whole: Board, most: number, view: BoardView): readonly string[] {
  const { board, palette, width, rows } = view;
  const quiet = rows === Infinity ? [] : quietLanes(whole);
  const folded = new Set(quiet);
  const lanes = whole.lanes.filter((lane) => !folded.has(lane));
  const foldLine = quiet.length > 0 ? [palette.faint(quietLine(quiet, view))] : [];
  if (lanes.length === 0) return foldLine;
  const room = most - foldLine.length - 1; // the titles
  const all = lanesWithin(lanes, room, view);
  const { lines, shown: count } = all.shown === lanes.length ? all : lanesWithin(lanes, room - 1, view);
  const left = lanes.length - count;
  const cut = left > 0 ? [palette.faint(cutTo(board.moreAgents(left), width))] : [];
  return [...lines, ...cut, ...foldLine];
}

/** As many of the lanes as fit. */
function lanesWithin(
  lanes: readonly Lane[],
  room: number,
  view: BoardView,
): { readonly lines: readonly string[]; readonly shown: number } {
  if (view.width >= WIDE) return laneColumns(lanes, room, view);
  const first = lanes.slice(0, Math.max(1, room));
  return { lines: laneLines(first, view), shown: first.length };
}

/** The agents with nothing to do now in one line: as many of their names as fit. */
function quietLine(quiet: readonly Lane[], { board, width }: BoardView): string {
  const names = quiet.map(({ agent_id }) => shown(agent_id));
  const before = board.quiet(quiet.length);
  const whole = before + names.join(", ");
  if (widthOf(whole) <= width) return whole;
  for (let count = names.length - 1; count > 0; count -= 1) {
    const line = `${before}${names.slice(0, count).join(", ")} ${board.moreNames(names.length - count)}`;
    if (widthOf(line) <= width) return line;
  }
  return cutTo(before.trimEnd(), width);
}
