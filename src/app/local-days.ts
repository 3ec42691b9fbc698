import type { Day } from "../domain/period-stats.ts";
import { timestamp } from "../store/clock.ts";

/** The midnight of this place with which the day begins that is so many days before that of a moment. */
export function midnightBefore(moment: number, days: number): number {
  const date = new Date(moment);
  // Counted by dates: where clocks are changed, a day has 23 or 25 hours.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
}

/** The days of this place from one moment to another, at most so many: the last of them. */
export function localDays({ from, to }: { readonly from: number; readonly to: number }, most: number): readonly Day[] {
  const days: Day[] = [];
  for (let ago = 0; ago < most; ago += 1) {
    const midnight = midnightBefore(to, ago);
    days.unshift({ day: timestamp(new Date(midnight)).slice(0, "2026-04-10".length), from: midnight });
    if (midnight <= from) break;
  }
  return days;
}
