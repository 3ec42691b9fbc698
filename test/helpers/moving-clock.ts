import { onTestFinished, vi } from "vitest";

/** The clock of this process, at noon of a day in May until it is moved. Real again when the test is over. */
export function movingClock(): { readonly move: (by: string) => void } {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-05-08T12:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  return { move: (by) => void vi.setSystemTime(Date.now() + msOf(by)) };
}

/** `90s`, `-2h`: written out by itself, since what the program makes of such words is tested. */
function msOf(text: string): number {
  const unit = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[text.at(-1)!]!;
  return Number(text.slice(0, -1)) * unit;
}
