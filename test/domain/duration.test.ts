import { expect, test } from "vitest";
import { durationIn } from "../../src/domain/duration.ts";
import { stampAfter, stampAt } from "../../src/domain/timestamp.ts";

test.each([
  ["0s", 0],
  ["90s", 90_000],
  ["15m", 900_000],
  ["2h", 7_200_000],
  ["3d", 259_200_000],
  ["1w", 604_800_000],
  ["3650d", 315_360_000_000],
])("%s is a duration", (text, ms) => {
  expect(durationIn(text)).toBe(ms);
});

test.each([
  "",
  "5",
  "h",
  "1.5h",
  "-2h",
  "+2h",
  "2 h",
  "2H",
  "2h30m",
  "1y",
  "1mo",
  " 2h",
  "2h ",
  "1e3s",
  "３h",
  "3651d",
])("%j is none", (text) => {
  expect(durationIn(text)).toBeUndefined();
});

test.each(["+08:00", "-05:30", "+00:00"])("a stamp of another moment keeps the offset %s", (offset) => {
  const stamp = `2026-02-28T23:59:59.999${offset}`;
  expect(stampAfter(stamp, 1)).toBe(`2026-03-01T00:00:00.000${offset}`);
  expect(stampAt(Date.parse("2026-04-10T00:00:00Z"), stamp)).toHaveLength(stamp.length);
  expect(Date.parse(stampAt(Date.parse("2026-04-10T00:00:00Z"), stamp))).toBe(Date.parse("2026-04-10T00:00:00Z"));
});
