import { join } from "node:path";

const PRELOAD = join(import.meta.dirname, "preload", "shift-clock.cjs");

/** The environment of a program whose clock shows another time; with several shifts it jumps from one to the next at every look. */
export function underClock(shiftsMs: readonly number[]): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--require=${JSON.stringify(PRELOAD)}`, CLOCK_SHIFTS_MS: shiftsMs.join(" ") };
}
