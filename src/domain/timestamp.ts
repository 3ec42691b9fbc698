/** ISO 8601 with a date, a time and (as a rule) an offset: `2026-04-10T10:00:00.000+08:00`. */
const ISO_8601 = /^\d{4}-(0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}/;

/** Our own stamps are so long, and the offset stands there. */
const OWN_LENGTH = 29;
const OFFSET_AT = 23;

/** The time of a change. */
export interface Moment {
  /** When it happens for the queue: never before the newest assignment, or a clock that went back would reorder it. */
  readonly now: string;
  /** What the clock says: by it is judged what has to wait, and which lease has run out. */
  readonly clock: string;
}

/** Whether a text is a moment that can be compared with others. */
export function isTimestamp(text: string): boolean {
  return ISO_8601.test(text) && !Number.isNaN(Date.parse(text));
}

/** Orders stamps by their moments. Most have our form and one offset: of these the text tells, and parsing is the dear part. */
export function compareTimestamps(a: string, b: string): number {
  if (a === b) return 0;
  const isOwnForm =
    a.length === OWN_LENGTH && b.length === OWN_LENGTH && a[OFFSET_AT - 4] === "." && b[OFFSET_AT - 4] === ".";
  if (isOwnForm && a.slice(OFFSET_AT) === b.slice(OFFSET_AT)) return a < b ? -1 : 1;
  return momentOf(a) - momentOf(b);
}

/** The earliest of some stamps; undefined if there are none. */
export function earliest(stamps: readonly string[]): string | undefined {
  return stamps.reduce<string | undefined>(
    (first, stamp) => (first !== undefined && compareTimestamps(first, stamp) <= 0 ? first : stamp),
    undefined,
  );
}

/** Milliseconds since 1970. Stamps differ in offset and precision: `compareTimestamps` knows when their text tells. */
export function momentOf(timestamp: string): number {
  return Date.parse(timestamp);
}

/** Whether a stamp lies between two moments, in milliseconds since 1970 and inclusive; what is left out does not matter. */
export function isBetween(
  timestamp: string,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
): boolean {
  if (from === undefined && to === undefined) return true;
  const moment = momentOf(timestamp);
  return moment >= (from ?? -Infinity) && moment <= (to ?? Infinity);
}

/** The month that a stamp names on its own clock: `2026-04`. */
export function monthOf(timestamp: string): string {
  return timestamp.slice(0, 7);
}

/** The stamp of another moment, in the form and with the offset of one of ours. */
export function stampAt(moment: number, ours: string): string {
  const offset = ours.slice(OFFSET_AT);
  const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
  const offsetMs = (hours * 60 + minutes) * 60_000 * (offset.startsWith("-") ? -1 : 1);
  return new Date(moment + offsetMs).toISOString().slice(0, OFFSET_AT) + offset;
}

/** So many milliseconds after a stamp of ours. */
export function stampAfter(stamp: string, ms: number): string {
  return stampAt(momentOf(stamp) + ms, stamp);
}
