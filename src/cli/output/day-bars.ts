import type { StatsWords } from "../../app/messages/stats-words.ts";
import type { DayCounts } from "../../domain/period-stats.ts";
import type { Paint } from "./palette.ts";
import type { View } from "./view.ts";
import { cutTo, padded, widthOf } from "./width.ts";

/** No other characters draw bars; where a terminal has none of them, the numbers tell. */
const BARS = Array.from("▁▂▃▄▅▆▇█");

/** Of what the bars are made. */
interface Bars {
  readonly days: readonly DayCounts[];
  readonly words: StatsWords;
  readonly view: Pick<View, "width" | "palette">;
}

/** What ended on each day: bars with their numbers and days where there is room, else a bar for each day. */
export function dayBars(bars: Bars): readonly string[] {
  const { days, view } = bars;
  const cell = 1 + Math.max(2, ...days.flatMap(({ completed, failed }) => [completed, failed].map(digitsOf)));
  const room = view.width - labelWidth(bars);
  return days.length * cell <= Math.min(room, LONGEST_ROW) ? numberedBars(bars, cell) : plainBars(bars);
}

/** Longer rows would be hard to follow on a wide terminal. */
const LONGEST_ROW = 160;

/** A bar takes a number's place; beneath them stand the numbers, and the days of the months. */
function numberedBars(bars: Bars, cell: number): readonly string[] {
  const { days, words, view } = bars;
  const { state, faint, strong } = view.palette;
  const label = labelWidth(bars);
  const row = (title: string, texts: readonly string[], paintOf: (position: number) => Paint) => {
    const cells = texts.map((text, n) => " ".repeat(cell - widthOf(text)) + (text === " " ? text : paintOf(n)(text)));
    return (padded(title, label) + cells.join("")).trimEnd();
  };
  const counted = (name: "completed" | "failed") => {
    const counts = days.map((day) => day[name]);
    return row(words.columns[name === "completed" ? "done" : "failed"], counts.map(String), (n) =>
      counts[n] === 0 ? faint : state[name],
    );
  };
  return [
    strong(words.byDay),
    row("", barsOf(days), () => state.completed),
    counted("completed"),
    ...(days.some(({ failed }) => failed > 0) ? [counted("failed")] : []),
    row(
      words.day,
      days.map(({ day }) => day.slice("2026-04-".length)),
      () => faint,
    ),
  ];
}

/** A character a day, the last as many as fit, between the first and the last date. */
function plainBars({ days, words, view }: Bars): readonly string[] {
  const fitting = days.slice(-Math.min(view.width, LONGEST_ROW));
  const [first, last] = [fitting.at(0)?.day ?? "", fitting.at(-1)?.day ?? ""];
  const dates = `${first} ${padded(last, fitting.length - widthOf(first) - 1, "right")}`;
  return [
    view.palette.strong(cutTo(words.lastDays(fitting.length), view.width)),
    view.palette.state.completed(barsOf(fitting).join("").trimEnd()),
    view.palette.faint(cutTo(dates, view.width)),
  ];
}

/** A bar for what was completed on each day; a space where nothing was. */
function barsOf(days: readonly DayCounts[]): readonly string[] {
  const most = Math.max(...days.map(({ completed }) => completed));
  return days.map(({ completed }) => BARS[Math.ceil((completed / most) * BARS.length) - 1] ?? " ");
}

function labelWidth({ words }: Bars): number {
  return Math.max(...[words.columns.done, words.columns.failed, words.day].map(widthOf));
}

function digitsOf(count: number): number {
  return String(count).length;
}
