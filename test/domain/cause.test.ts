import fc from "fast-check";
import { expect, test } from "vitest";
import { causeOf } from "../../src/domain/cause.ts";

test.each([
  ["Timeout after 30s", "Timeout after <number>s"],
  ["exit status 1", "exit status <number>"],
  ["got 3.5 of 1,000", "got <number> of <number>"],
  ["超时：30秒", "超时：<number>秒"],
  ["ENOENT: no such file or directory, open '/tmp/a b.txt'", "ENOENT: no such file or directory, open <text>"],
  ['no column "user_7" in “orders”', "no column <text> in <text>"],
  ["it can't find the user's file", "it can't find the user's file"],
  ["cannot read /var/log/app.log: permission denied", "cannot read <path>: permission denied"],
  ["cannot read ~/notes.md", "cannot read <path>"],
  ["C:\\Users\\me\\x.txt is locked", "<path> is locked"],
  ["src/app/main.ts:12:5 does not compile", "<path>:<number> does not compile"],
  ["an I/O error in read/write mode", "an I/O error in read/write mode"],
  ["GET https://example.com/a?b=1 failed", "GET <url> failed"],
  ["lost at 2026-04-10T10:00:00.123+08:00", "lost at <time>"],
  ["lost on 2026-04-10, 10:00:00", "lost on <time>, <time>"],
  ["commit 3f2a9bc is not there", "commit <id> is not there"],
  ["request 123e4567-e89b-12d3-a456-426614174000 refused", "request <id> refused"],
  ["bad address 0x7ffe12", "bad address <id>"],
  ["task-017 has failed", "<id> has failed"],
  ["user_8f3a is unknown", "<id> is unknown"],
  ["connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED <number>"],
  ["TS2322: wrong type", "TS2322: wrong type"],
  ["  \n\t the second line counts \nnot this", "the second line counts"],
  ["tabs\tand   spaces", "tabs and spaces"],
  ["", ""],
  [" \n ", ""],
])("%j has the cause %j", (error, cause) => {
  expect(causeOf(error)).toBe(cause);
});

test("what differs in nothing but numbers is one cause", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      expect(causeOf(`no answer from port ${a}`)).toBe(causeOf(`no answer from port ${b}`));
    }),
  );
});

test("a cause is one line of at most 160 characters, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      const cause = causeOf(text);
      expect(Array.from(cause).length).toBeLessThanOrEqual(160);
      expect(cause).not.toMatch(/[\r\n]/);
    }),
  );
});

test.each(["/", "a/", "'", '"', "a-", "a_", "0x", "1:", "a.", "f", "-", "a/b.", "1", " '"])(
  "64 KiB of %j are read in a moment",
  (piece) => {
    // 64 KiB without an end to be found: an expression that goes back again and again would take minutes.
    expect(Array.from(causeOf(piece.repeat(65_536 / piece.length))).length).toBeLessThanOrEqual(160);
  },
);
