import { expect, test, vi } from "vitest";
import { progressOn } from "../../src/cli/progress.ts";
import type { Shell } from "../../src/cli/shell.ts";

/** What is told on stderr, where a step takes so many milliseconds. */
function told(steps: number, stepMs: number, columns?: number): string {
  vi.useFakeTimers({ toFake: ["performance"] });
  let text = "";
  const shell = { columns: () => columns, write: (_: string, added: string) => (text += added) } as unknown as Shell;
  const tell = progressOn(shell, (done, total) => `Looking: ${done} of ${total} files`);
  for (let done = 1; done <= steps; done += 1) {
    tell(done, steps);
    vi.advanceTimersByTime(stepMs);
  }
  vi.useRealTimers();
  return text;
}

test("what takes less than a second is not told", () => {
  expect(told(5000, 0.1)).toBe("");
});

test("else a line a second, and one at the end", () => {
  expect(told(25, 100)).toBe(
    "[########............] Looking: 11 of 25 files\n" +
      "[################....] Looking: 21 of 25 files\n" +
      "[####################] Looking: 25 of 25 files\n",
  );
});

test("a terminal is told in place, with a sentence where there is room", () => {
  const lines = told(25, 100, 120).split("\r\u001b[K");
  expect(lines.at(1)).toBe("[########............] Looking: 11 of 25 files");
  expect(lines.at(-1)).toBe("[####################] Looking: 25 of 25 files\n");
  expect(told(25, 100, 60).split("\r\u001b[K").at(-1)).toBe("[####################] 25 / 25\n");
});

test("who has gone is told nothing, and the work goes on", () => {
  const shell = {
    columns: () => undefined,
    write: () => {
      throw new Error("EPIPE");
    },
  } as unknown as Shell;
  vi.useFakeTimers({ toFake: ["performance"] });
  const tell = progressOn(shell, String);
  tell(1, 2);
  vi.advanceTimersByTime(2000);
  expect(() => tell(2, 2)).not.toThrow();
  vi.useRealTimers();
});
