import { msIn } from "./day-fields.ts";
import type { Task } from "./task.ts";

/** No delay grows beyond it: 30 days. */
const LONGEST_DELAY_MS = 30 * 86_400_000;

/** How long a task waits after its n-th failure, in milliseconds. */
export function retryDelayMs({ retry_delay_ms, backoff }: Task, failures: number): number {
  const delay = msIn(retry_delay_ms) ?? 0;
  if (backoff !== "exponential") return delay;
  return Math.max(delay, Math.min(delay * 2 ** (failures - 1), LONGEST_DELAY_MS));
}
