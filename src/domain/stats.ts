import type { Totals } from "./agent-list.ts";

const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

/** Completed of all that were completed or failed, to two decimals; 0 if there are none. */
export function successRate({ completed, failed }: { readonly completed: number; readonly failed: number }): number {
  return completed + failed === 0 ? 0 : Math.round((completed / (completed + failed)) * 100) / 100;
}

/** The time from start to completion, over the tasks of which it is known. */
export type CompletionTime = Pick<Totals, "completion_ms" | "timed_count">;

export const NO_TIME: CompletionTime = { completion_ms: 0, timed_count: 0 };

/** The mean time from start to completion, in milliseconds; null if no completed task tells it. */
export function meanCompletionMs({ completion_ms, timed_count }: CompletionTime): number | null {
  return timed_count === 0 ? null : completion_ms / timed_count;
}

/** A duration in its two largest units, the rest cut off: `45s`, `25m`, `2h 5m`, `3d 4h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const largest = UNITS.findIndex(([, size]) => seconds >= size);
  if (largest === -1) return "0s";
  const parts = UNITS.slice(largest, largest + 2).map(([name, size], position) => {
    const above = position === 0 ? Infinity : (UNITS[largest]?.[1] ?? Infinity);
    return { name, count: Math.floor((seconds % above) / size) };
  });
  return parts
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count}${name}`)
    .join(" ");
}
