import type { Board } from "../../domain/board.ts";
import { fit } from "../output/fit.ts";
import { taskCard } from "../output/task-card.ts";
import { cutTo, padded, shown, widthOf, withoutColour } from "../output/width.ts";
import { type ContentLine, contentOf } from "./content.ts";
import { headLine } from "./head-line.ts";
import { type Page, type ScreenState, settled } from "./screen-state.ts";
import type { ScreenView } from "./screen-view.ts";

/** What is on the screen. */
export interface Frame {
  /** The state that it shows, fitted to what there is. */
  readonly state: ScreenState;
  /** As many lines as the terminal has, none wider than it. */
  readonly lines: readonly string[];
  /** All lines of the board, and how many of them are seen at once. */
  readonly content: readonly ContentLine[];
  readonly height: number;
}

/** Head, an empty line and foot. */
const LINES_AROUND = 3;

/** The mark of the line that is chosen, and of the others. */
const CHOSEN = "> ";
const OTHER = "  ";

/** The screen that shows a board in a state. */
export function frameOf(board: Board, before: ScreenState, view: ScreenView): Frame {
  const height = Math.max(1, view.rows - LINES_AROUND);
  const content = contentOf(board, before, { ...view, width: Math.max(1, view.width - CHOSEN.length) });
  const state = settled(before, content, height);
  const { page } = state;
  if (page) return { ...pageFrame(page, state, view), content, height };
  const seen = content.slice(state.top, state.top + height);
  const body = seen.map((line) => lineOf(line, state, view));
  const where = content.length > height ? [`${state.top + 1}-${state.top + seen.length}/${content.length}`] : [];
  const foot = footLine([...where, ...(state.isTyping ? view.screen.filterHints : view.screen.hints)], view);
  return { state, lines: whole([headLine(board, view), filterLine(state, view)], body, foot, view), content, height };
}

/** Where nothing has been read yet. */
export function emptyFrame({ screen, width, rows }: ScreenView): readonly string[] {
  return Array.from({ length: rows }, (_, row) => (row === 0 ? cutTo(screen.loading, width) : ""));
}

function pageFrame(page: Page, state: ScreenState, view: ScreenView): Pick<Frame, "state" | "lines"> {
  const height = Math.max(1, view.rows - LINES_AROUND);
  const lines = fit(
    page.kind === "help" ? helpPage(view) : taskCard(page.task, view, page).trimEnd(),
    view.width,
  ).split("\n");
  const pageTop = Math.max(0, Math.min(state.pageTop, lines.length - height));
  const seen = lines.slice(pageTop, pageTop + height).map((line) => withinWidth(line, view.width));
  const where = lines.length > height ? [`${pageTop + 1}-${pageTop + seen.length}/${lines.length}`] : [];
  const [first = "", ...rest] = seen;
  return {
    state: { ...state, pageTop },
    lines: whole([first], rest, footLine([...where, ...view.screen.taskHints], view), view),
  };
}

/** What cannot be broken so that it fits is cut. */
function withinWidth(line: string, width: number): string {
  const plain = withoutColour(line);
  return widthOf(plain) > width ? cutTo(plain, width) : line;
}

function helpPage({ screen, palette }: ScreenView): string {
  const width = Math.max(...screen.help.map(([keys]) => widthOf(keys)));
  const lines = screen.help.map(([keys, what]) => `  ${padded(keys, width)}  ${what}`);
  return [palette.strong(screen.helpTitle), "", ...lines].join("\n");
}

function lineOf({ text, about }: ContentLine, { chosen }: ScreenState, { width, palette }: ScreenView): string {
  if (width <= CHOSEN.length) return cutTo(withoutColour(text), width);
  if (about === undefined || about.id !== chosen) return text === "" ? "" : OTHER + text;
  return palette.chosen(padded(CHOSEN + withoutColour(text), width));
}

/** What is looked for; of a long text its end is seen, where it is typed. */
function filterLine({ filter, isTyping }: ScreenState, { screen, palette, width }: ScreenView): string {
  if (filter === "" && !isTyping) return "";
  let text = shown(filter);
  while (text !== "" && widthOf(screen.filter) + widthOf(text) + 1 > width) text = Array.from(text).slice(1).join("");
  return palette.warning(cutTo(`${screen.filter}${text}${isTyping ? "_" : ""}`, width));
}

/** As many of the hints as there is room for. */
function footLine(hints: readonly string[], { width, palette }: ScreenView): string {
  let line = "";
  for (const hint of hints) {
    const longer = line === "" ? hint : `${line}  ${hint}`;
    if (widthOf(longer) > width) break;
    line = longer;
  }
  return palette.faint(line);
}

function whole(
  head: readonly string[],
  body: readonly string[],
  foot: string,
  { rows }: ScreenView,
): readonly string[] {
  const above = [...head, ...body].slice(0, Math.max(1, rows - 1));
  const empty = Array.from({ length: Math.max(0, rows - 1 - above.length) }, () => "");
  return [...above, ...empty, foot].slice(0, rows);
}
