import { expect, test } from "vitest";
import { checkKey, checkMetadata, checkName, checkPriority, checkText, cutReport } from "../../src/domain/limits.ts";
import { refusal } from "../helpers/refusal.ts";

const KIB_64 = 64 * 1024;

test("a name has at most 500 characters, whatever their size in bytes", async () => {
  expect(checkName("字".repeat(500))).toHaveLength(500);
  expect(checkName("😀".repeat(500))).toHaveLength(1000);
  const tooLong = { code: "INVALID_PARAMS", facts: { problem: "too_long", parameter: "name", limit: 500 } };
  expect(await refusal(() => checkName("字".repeat(501)))).toEqual(tooLong);
  expect(await refusal(() => checkName("😀".repeat(501)))).toEqual(tooLong);
});

test("a name or key of nothing but space is none", async () => {
  expect(await refusal(() => checkName(" \n"))).toMatchObject({ facts: { problem: "empty", parameter: "name" } });
  expect(await refusal(() => checkKey(""))).toMatchObject({ facts: { problem: "empty", parameter: "key" } });
  expect(await refusal(() => checkKey("k".repeat(201)))).toMatchObject({ facts: { problem: "too_long", limit: 200 } });
});

test("a text has at most 64 KiB in UTF-8", async () => {
  expect(checkText("x".repeat(KIB_64), "description")).toHaveLength(KIB_64);
  expect(await refusal(() => checkText(`é${"x".repeat(KIB_64 - 1)}`, "description"))).toEqual({
    code: "INVALID_PARAMS",
    facts: { problem: "too_large", parameter: "description", limit: KIB_64 },
  });
});

test("a report is cut to its last 64 KiB, between two characters", () => {
  expect(cutReport("x".repeat(KIB_64))).toHaveLength(KIB_64);
  expect(cutReport(`begin${"x".repeat(KIB_64)}end`)).toMatch(/^x+end$/);
  const cut = cutReport("字".repeat(KIB_64));
  expect(new Set(cut)).toEqual(new Set(["字"]));
  expect(Buffer.byteLength(cut)).toBeGreaterThan(KIB_64 - 3);
});

test.each([
  [1, 1],
  ["10", 10],
  ["P0", 10],
  ["p1", 7],
  ["P2", 4],
  ["P3", 1],
])("%s is priority %i", (given, priority) => {
  expect(checkPriority(given)).toBe(priority);
});

test.each([0, 11, 5.5, Number.NaN, "0", "11", "-1", "5.0", "1e1", "0x5", " 5", "", "P4", "high", "constructor"])(
  "%s is no priority",
  async (given) => {
    expect(await refusal(() => checkPriority(given))).toMatchObject({ facts: { problem: "not_a_priority" } });
  },
);

test("metadata is an object of at most 64 KiB and eight levels", async () => {
  const levels = (count: number): unknown => (count === 0 ? 1 : { a: levels(count - 1) });
  expect(checkMetadata(levels(8))).toEqual(levels(8));
  expect(await refusal(() => checkMetadata(levels(9)))).toMatchObject({ facts: { problem: "too_deep", limit: 8 } });
  for (const value of [null, [], "text", 1]) {
    expect(await refusal(() => checkMetadata(value))).toMatchObject({ facts: { problem: "not_an_object" } });
  }
  expect(checkMetadata({ a: "x".repeat(KIB_64 - 8) })).toBeDefined();
  expect(await refusal(() => checkMetadata({ a: "x".repeat(KIB_64 - 7) }))).toMatchObject({
    facts: { problem: "too_large", limit: KIB_64 },
  });
});

test.each(["__proto__", "constructor", "prototype"])("metadata has no key %s, at no level", async (key) => {
  const metadata: unknown = JSON.parse(`{"list":[{"${key}":1}]}`);
  expect(await refusal(() => checkMetadata(metadata))).toMatchObject({
    facts: { problem: "forbidden_key", given: key },
  });
});
