/** ISO 8601 with a date, a time and (as a rule) an offset: `2026-04-10T10:00:00.000+08:00`. */
const ISO_8601 = /^\d{4}-(0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}/;

/** Whether a text is a moment that can be compared with others. */
export function isTimestamp(text: string): boolean {
  return ISO_8601.test(text) && !Number.isNaN(Date.parse(text));
}

/** Milliseconds since 1970. Stamps differ in offset and precision, so they are never compared as text. */
export function momentOf(timestamp: string): number {
  return Date.parse(timestamp);
}

/** The month that a stamp names on its own clock: `2026-04`. */
export function monthOf(timestamp: string): string {
  return timestamp.slice(0, 7);
}
