import { expect, test } from "vitest";
import { formatDuration, meanCompletionMs, successRate } from "../../src/domain/stats.ts";
import { NO_TOTALS } from "../../src/domain/totals.ts";

test.each([
  [0, "0s"],
  [999, "0s"],
  [45_900, "45s"],
  [60_000, "1m"],
  [1_500_000, "25m"],
  [1_530_000, "25m 30s"],
  [7_500_000, "2h 5m"],
  [7_205_000, "2h"],
  [3 * 86_400_000 + 4 * 3_600_000 + 59 * 60_000, "3d 4h"],
  [400 * 86_400_000, "400d"],
])("%i ms are %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("the success rate has two decimals, and is 0 where nothing ended", () => {
  expect(successRate({ completed: 5, failed: 1 })).toBe(0.83);
  expect(successRate({ completed: 0, failed: 0 })).toBe(0);
  expect(successRate({ completed: 2, failed: 0 })).toBe(1);
});

test("the mean is that of the tasks whose time is known", () => {
  const totals = { ...NO_TOTALS, completed: 3, timed_count: 2, completion_ms: 3000 };
  expect(meanCompletionMs(totals)).toBe(1500);
  expect(meanCompletionMs(NO_TOTALS)).toBeNull();
});
