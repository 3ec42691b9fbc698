import { expect, test } from "vitest";
import { tableWordsEn } from "../../../src/app/messages/table-words-en.ts";
import { tableWordsZh } from "../../../src/app/messages/table-words-zh.ts";
import { timeText } from "../../../src/cli/output/times.ts";

const NOW = "2026-04-10T10:00:00.000+08:00";
const view = { now: Date.parse(NOW), times: "relative", words: tableWordsEn } as const;

test.each([
  ["2026-04-10T10:00:00.000+08:00", "just now", "刚刚"],
  ["2026-04-10T09:59:51.000+08:00", "just now", "刚刚"],
  ["2026-04-10T09:59:50.000+08:00", "10s ago", "10秒前"],
  ["2026-04-10T01:58:00.000Z", "2m ago", "2分钟前"],
  ["2026-04-10T08:01:00.000+08:00", "119m ago", "119分钟前"],
  ["2026-04-10T08:00:00.000+08:00", "2h ago", "2小时前"],
  ["2026-04-08T10:00:00.000+08:00", "2d ago", "2天前"],
  ["2026-04-10T12:30:00.000+08:00", "in 2h", "2小时后"],
])("%s is told from now", (stamp, en, zh) => {
  expect(timeText(stamp, view)).toBe(en);
  expect(timeText(stamp, { ...view, words: tableWordsZh })).toBe(zh);
});

test("or by the clock: the world's, or that of this place", () => {
  expect(timeText(NOW, { ...view, times: "utc" })).toBe("2026-04-10 02:00:00Z");
  const here = new Date(NOW);
  const hour = String(here.getHours()).padStart(2, "0");
  expect(timeText(NOW, { ...view, times: "absolute" })).toContain(` ${hour}:00:00`);
});

test("what is no time is shown as it is", () => {
  expect(timeText("soon", view)).toBe("soon");
});
