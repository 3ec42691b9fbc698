import type { Shell } from "./shell.ts";

/** Of fewer files or tasks it is done before anybody wonders. */
const WORTH_TELLING = 1000;
const INTERVAL_MS = 1000;
const BAR_WIDTH = 20;

/** Tells on stderr, once a second, how far a long work has come. */
export function progressOn(
  shell: Shell,
  say: (done: number, total: number) => string,
): (done: number, total: number) => void {
  let toldAt = -Infinity;
  return (done, total) => {
    const isDue = done === total || performance.now() - toldAt >= INTERVAL_MS;
    if (total < WORTH_TELLING || !isDue) return;
    toldAt = performance.now();
    const filled = Math.floor((done / total) * BAR_WIDTH);
    try {
      shell.write("stderr", `[${"#".repeat(filled).padEnd(BAR_WIDTH, ".")}] ${say(done, total)}\n`);
    } catch {
      // nobody listens; the work goes on
    }
  };
}
