import { expect, test } from "vitest";
import { similarTo } from "../../src/domain/similar.ts";

const SETTINGS = ["output", "lang", "lock_timeout_ms", "keep_finished", "default_lease"];

test.each([
  ["ouptut", "output"],
  ["langg", "lang"],
  ["LANG", "lang"],
  ["lock-timeout-ms", "lock_timeout_ms"],
  ["lock-timeout", "lock_timeout_ms"],
  ["keepfinished", "keep_finished"],
  ["zzzz", undefined],
  ["x", undefined],
  ["", undefined],
])("%s: %s", (given, meant) => {
  expect(similarTo(given, SETTINGS)).toBe(meant);
});

test("nothing is similar where there is no choice", () => {
  expect(similarTo("x", [])).toBe(undefined);
});
