import type { Shell } from "./shell.ts";

/** What is done sooner needs no word. */
const PATIENCE_MS = 1000;
/** A terminal is told in place, and so more often. */
const INTERVAL_MS = { terminal: 100, lines: 1000 };
const BAR_WIDTH = 20;
/** In so many columns a sentence fits beside the bar. */
const ROOMY = 100;

/** Tells on stderr how far a work has come that takes longer than a second: in place on a terminal, else a line a second. */
export function progressOn(
  shell: Shell,
  say: (done: number, total: number) => string,
): (done: number, total: number) => void {
  let begunAt: number | undefined;
  let toldAt: number | undefined;
  return (done, total) => {
    const now = performance.now();
    begunAt ??= now;
    if (now - begunAt < PATIENCE_MS) return; // most calls are over by then, and never ask for the terminal
    const columns = shell.columns("stderr");
    const interval = columns === undefined ? INTERVAL_MS.lines : INTERVAL_MS.terminal;
    const isDue = toldAt === undefined || now - toldAt >= interval;
    const isLast = done === total && toldAt !== undefined;
    if (!isDue && !isLast) return;
    toldAt = done === total ? undefined : now; // another part of the work may follow
    const filled = total === 0 ? 0 : Math.floor((done / total) * BAR_WIDTH);
    const bar = `[${"#".repeat(filled).padEnd(BAR_WIDTH, ".")}]`;
    const text = columns !== undefined && columns < ROOMY ? `${done} / ${total}` : say(done, total);
    try {
      shell.write(
        "stderr",
        columns === undefined ? `${bar} ${text}\n` : `\r\u001b[K${bar} ${text}${isLast ? "\n" : ""}`,
      );
    } catch {
      // nobody listens; the work goes on
    }
  };
}
