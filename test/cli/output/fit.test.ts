import fc from "fast-check";
import { expect, test } from "vitest";
import { fit } from "../../../src/cli/output/fit.ts";
import { widthOf } from "../../../src/cli/output/width.ts";

test("lines that fit stay as they are, colours and all", () => {
  expect(fit("short\n\u001b[31mred\u001b[39m\n", 10)).toBe("short\n\u001b[31mred\u001b[39m\n");
});

test("longer ones are broken between words, and go on below their text", () => {
  expect(fit("  one two three four", 10)).toBe("  one two\n  three\n  four");
  expect(fit("damage  the list of coder is torn", 20)).toBe("damage  the list of\n        coder is\n        torn");
  expect(fit("- one two three", 8)).toBe("- one\n  two\n  three");
});

test("Chinese is broken between characters, and never before a full stop", () => {
  expect(fit("修复登录页面。再试一次", 12)).toBe("修复登录页\n面。再试一次");
  expect(fit("修复登录，再试", 9)).toBe("修复登\n录，再试");
});

test("a command stays one that a shell can read", () => {
  expect(fit("  agent-tasks complete --agent coder --task-id task-001", 30)).toBe(
    "  agent-tasks complete \\\n      --agent coder \\\n      --task-id task-001",
  );
});

test("a word longer than the line is broken where the line ends", () => {
  expect(fit("abcdefghij", 4)).toBe("abcd\nefgh\nij");
});

test("an indent takes half of the line at most", () => {
  expect(fit("      ab", 4)).toBe("  ab");
});

test("no line is wider, and nothing is lost but spaces", () => {
  const word = fc.string({
    unit: fc.constantFrom("a", "b", "修", "。", "，", "-", " ", "🚀", "e", "\u0301"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(word, fc.integer({ min: 4, max: 40 }), (text, width) => {
      const lines = fit(text, width).split("\n");
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});
