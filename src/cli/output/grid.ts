import type { Paint, Palette } from "./palette.ts";
import { cutTo, padded, shown, widthOf } from "./width.ts";

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: "right";
  /** It gives way where the terminal is narrow, down to so many columns of it. */
  readonly least?: number;
  /** It is left out where even that is too much: the largest first. */
  readonly leaves?: number;
}

/** A text, and how it is coloured. */
export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

/** A number; where it is nothing, faint. */
export function countCell(count: number, paint: Paint, { faint }: Pick<Palette, "faint">): Cell {
  return { text: String(count), paint: count === 0 ? faint : paint };
}

export interface Grid {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many columns of the terminal a line may take. */
  readonly width: number;
  readonly palette: Pick<Palette, "title">;
}

const GAP = 2;

/** The lines of a table, its titles first. None is wider than it may be: what does not fit is cut, and says so. */
export function gridLines({ columns, rows, width, palette }: Grid): readonly string[] {
  const texts = rows.map((cells) => columns.map((_, position) => shown(cells[position]?.text ?? "")));
  const natural = columns.map(({ title }, position) =>
    Math.min(width, Math.max(widthOf(title), ...texts.map((cells) => widthOf(cells[position] ?? "")))),
  );
  const widths = fitted(columns, natural, width);
  const lineOf = (cells: readonly string[], paintOf: (position: number) => Paint | undefined) =>
    lineWith({ columns, widths, width }, cells, paintOf);
  return [
    lineOf(
      columns.map(({ title }) => title),
      () => palette.title,
    ),
    ...rows.map((cells, row) => lineOf(texts[row] ?? [], (position) => cells[position]?.paint)),
  ];
}

interface Measured {
  readonly columns: readonly Column[];
  /** 0: the column is left out. */
  readonly widths: readonly number[];
  readonly width: number;
}

function lineWith(
  { columns, widths, width }: Measured,
  cells: readonly string[],
  paintOf: (position: number) => Paint | undefined,
): string {
  const last = widths.findLastIndex((each) => each > 0);
  let left = width;
  let line = "";
  for (const [position, { align }] of columns.entries()) {
    const columnWidth = Math.min(widths[position] ?? 0, left);
    if (columnWidth <= 0) continue;
    const text = cutTo(cells[position] ?? "", columnWidth);
    const paint = paintOf(position);
    // Colours go round the text alone: spaces that are underlined, or inverse, would be seen.
    const painted = paint && text !== "" ? paint(text) : text;
    const spaces = " ".repeat(Math.max(0, columnWidth - widthOf(text)));
    line += align === "right" ? spaces + painted : painted + (position === last ? "" : spaces);
    left -= columnWidth + GAP;
    if (position !== last && left > 0) line += " ".repeat(GAP);
  }
  return line.trimEnd();
}

/** How wide each column is so that all together fit, if they can. */
function fitted(columns: readonly Column[], natural: readonly number[], width: number): readonly number[] {
  const least = columns.map((column, position) => Math.min(natural[position] ?? 0, column.least ?? Infinity));
  if (total(least) <= width) return shrunk(natural, least, width);
  const leaving = columns.map(({ leaves = 0 }, position) => ((least[position] ?? 0) > 0 ? leaves : 0));
  const most = Math.max(...leaving);
  if (most === 0) return least;
  const goes = leaving.indexOf(most);
  const without = (widths: readonly number[]) => widths.map((each, position) => (position === goes ? 0 : each));
  return fitted(columns, without(natural), width);
}

/** The widest columns give way first, all of them down to the same width. */
function shrunk(natural: readonly number[], least: readonly number[], width: number): readonly number[] {
  for (let most = Math.max(...natural); most > 0; most -= 1) {
    const widths = natural.map((each, position) => Math.max(least[position] ?? 0, Math.min(each, most)));
    if (total(widths) <= width) return widths;
  }
  return least;
}

function total(widths: readonly number[]): number {
  const there = widths.filter((width) => width > 0);
  return there.reduce((sum, each) => sum + each, 0) + GAP * Math.max(0, there.length - 1);
}

/** Lines of plain cells, each column as wide as its widest cell. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => widthOf(cells[column] ?? ""))));
  return rows.map((cells) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
