/** How long something took, over the times that are known: in milliseconds, and null if none is. */
export interface Durations {
  readonly count: number;
  readonly mean_ms: number | null;
  /** Half of them took no longer. */
  readonly p50_ms: number | null;
  /** 95 of 100 took no longer. */
  readonly p95_ms: number | null;
}

/** What some durations come to. Every percentile is one of them, by nearest rank: nothing is interpolated. */
export function durationsOf(times: readonly number[]): Durations {
  const sorted = times.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, each) => total + each, 0);
  return {
    count: sorted.length,
    mean_ms: sorted.length === 0 ? null : Math.round(sum / sorted.length),
    p50_ms: nearestRank(sorted, 50),
    p95_ms: nearestRank(sorted, 95),
  };
}

/** The smallest number that at least so many per cent (1 to 100) of sorted ones do not exceed; null if there are none. */
export function nearestRank(sorted: readonly number[], percent: number): number | null {
  // Whole numbers are multiplied first: 0.95 * 20 is more than 19 for a computer.
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? null;
}
