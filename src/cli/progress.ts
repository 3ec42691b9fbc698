import type { Messages } from "../app/messages/messages.ts";
import type { Shell } from "./shell.ts";

/** Fewer tasks are adopted before anybody wonders. */
const WORTH_TELLING = 1000;
const INTERVAL_MS = 1000;

/** Tells on stderr, once a second, how far an adoption has come. */
export function progressOn(shell: Shell, messages: Messages): (done: number, total: number) => void {
  let toldAt = -Infinity;
  return (done, total) => {
    const isDue = done === total || performance.now() - toldAt >= INTERVAL_MS;
    if (total < WORTH_TELLING || !isDue) return;
    toldAt = performance.now();
    try {
      shell.write("stderr", `${messages.done.adopting(done, total)}\n`);
    } catch {
      // nobody listens; the work goes on
    }
  };
}
