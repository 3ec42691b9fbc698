import { describe, expect, test } from "vitest";
import { cutTo, padded, shown, widthOf } from "../../../src/cli/output/width.ts";

// What terminals do with them was tried in tmux 3.3a: how many columns the cursor has moved.
test.each([
  ["ASCII", "login", 5],
  ["Chinese", "修复登录", 8],
  ["full-width Latin", "Ａ", 2],
  ["half-width Katakana", "ｱ", 1],
  ["an emoji", "🚀", 2],
  ["a flag", "🇨🇳", 2],
  ["a combining accent", "e\u0301", 1],
  ["Thai with marks above", "ที่", 1],
  ["Devanagari with vowels beside", "नि", 2],
  ["Korean by letters", "\u1100\u1161\u11a8", 2],
  ["a heart that is asked to be colourful", "❤\ufe0f", 1],
  ["a thumb with a skin colour", "👍🏽", 2],
  ["a family joined of three", "👨\u200d👩\u200d👧", 6],
  ["a soft hyphen", "a\u00adb", 2],
  ["a byte order mark", "a\ufeffb", 2],
  ["what no standard knows yet", "\u0378", 1],
])("%s takes its columns", (_, text, columns) => {
  expect(widthOf(shown(text))).toBe(columns);
});

describe("a cut text", () => {
  test.each([
    ["stays as it is where it fits", "login", 5, "login"],
    ["ends with an ellipsis", "logging", 5, "logg…"],
    ["keeps Chinese characters whole", "修复登录", 6, "修复…"],
    ["and leaves a column free rather than half a character", "修复登录", 5, "修复…"],
    ["keeps marks with their character", "e\u0301e\u0301e\u0301", 2, "e\u0301…"],
    ["is an ellipsis where there is no room", "修复", 1, "…"],
    ["is nothing where there is nothing", "修复", 0, ""],
  ])("%s", (_, text, columns, cut) => {
    expect(cutTo(text, columns)).toBe(cut);
    expect(widthOf(cutTo(text, columns))).toBeLessThanOrEqual(columns);
  });
});

test("what steers a terminal is written out", () => {
  expect(shown("\u001b[31m\u202e\u0007")).toBe("\\u001b[31m\\u202e\\u0007");
});

test("marks piled up on one character are cut, words with marks are not", () => {
  expect(shown(`a${"\u0301".repeat(50)}b`)).toBe(`a${"\u0301".repeat(4)}b`);
  expect(shown("Việt Nam ที่")).toBe("Việt Nam ที่");
});

test("texts are filled up by columns, not by characters", () => {
  expect(padded("修复", 6)).toBe("修复  ");
  expect(padded("12", 4, "right")).toBe("  12");
});
