const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Longer ones are mistakes: ten years. */
export const LONGEST_MS = 3650 * 86_400_000;

/** A duration as callers write it, like 90s, 15m, 2h, 3d or 1w, in milliseconds; undefined for any other text. */
export function durationIn(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS_MS[unit] ?? Number.NaN);
  return ms <= LONGEST_MS ? ms : undefined;
}
