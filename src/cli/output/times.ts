import type { TableWords, TimeUnit } from "../../app/messages/table-words.ts";
import { momentOf } from "../../domain/timestamp.ts";

/** How a person reads times: from now, on the clock of this place, or on the world's. */
export type TimeStyle = "relative" | "absolute" | "utc";

/** What it takes to tell a time. */
export interface TimeView {
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly times: TimeStyle;
  readonly words: Pick<TableWords, "now" | "ago" | "ahead">;
}

/** The units with their milliseconds, and how many of each there have to be: of two little is lost without the smaller one. */
const UNITS: readonly (readonly [TimeUnit, number, number])[] = [
  ["d", 86_400_000, 2],
  ["h", 3_600_000, 2],
  ["m", 60_000, 2],
  ["s", 1000, 10],
];

/** A stamp for a person: `3m ago`, `in 2h`, or `2026-04-10 10:00:00`, with a Z behind it if it is UTC. */
export function timeText(stamp: string, { now, times, words }: TimeView): string {
  const moment = momentOf(stamp);
  if (Number.isNaN(moment)) return stamp;
  if (times !== "relative") return clockTime(moment, times);
  const { count, unit } = largestUnit(Math.abs(now - moment));
  if (count === 0) return words.now;
  return moment <= now ? words.ago(count, unit) : words.ahead(count, unit);
}

/** A duration in its one largest unit, cut off. */
export function largestUnit(ms: number): { readonly count: number; readonly unit: TimeUnit } {
  for (const [unit, size, least] of UNITS) {
    if (ms >= size * least) return { count: Math.floor(ms / size), unit };
  }
  return { count: 0, unit: "s" };
}

function clockTime(moment: number, times: "absolute" | "utc"): string {
  const date = new Date(moment);
  const shift = times === "utc" ? 0 : date.getTimezoneOffset() * 60_000;
  const text = new Date(moment - shift).toISOString().slice(0, "2026-04-10T10:00:00".length).replace("T", " ");
  return times === "utc" ? `${text}Z` : text;
}
