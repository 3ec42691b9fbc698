/** ISO 8601 with a date, a time and (as a rule) an offset: `2026-04-10T10:00:00.000+08:00`. */
const ISO_8601 = /^\d{4}-(0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}/;

/** The form of our own stamps, with a day that every month has: such a text need not be parsed to be known as a moment. */
const OWN_FORM =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}[+-]([01]\d|2[0-3]):[0-5]\d$/;
const OFFSET_AT = 23;

/** Whether a text is a moment that can be compared with others. */
export function isTimestamp(text: string): boolean {
  return OWN_FORM.test(text) || (ISO_8601.test(text) && !Number.isNaN(Date.parse(text)));
}

/** Orders stamps by their moments. Most have our form and one offset: of these the text tells, and parsing is the dear part. */
export function compareTimestamps(a: string, b: string): number {
  if (a === b) return 0;
  const isText = a.length === b.length && a.slice(OFFSET_AT) === b.slice(OFFSET_AT) && isOwnForm(a) && isOwnForm(b);
  return isText ? (a < b ? -1 : 1) : momentOf(a) - momentOf(b);
}

function isOwnForm(text: string): boolean {
  return OWN_FORM.test(text);
}

/** Milliseconds since 1970. Stamps differ in offset and precision, so they are never compared as text. */
export function momentOf(timestamp: string): number {
  return Date.parse(timestamp);
}

/** The month that a stamp names on its own clock: `2026-04`. */
export function monthOf(timestamp: string): string {
  return timestamp.slice(0, 7);
}
