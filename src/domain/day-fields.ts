import { LONGEST_MS } from "./duration.ts";
import { isTimestamp } from "./timestamp.ts";

// Fields of an agent's day have names that another program may have used before us, for anything. So they are no part of
// what makes a list readable: what they hold is looked at where it is used, and what is none of ours counts as nothing.

/** A time, ISO 8601. */
export function stampIn(value: unknown): string | undefined {
  return typeof value === "string" && isTimestamp(value) ? value : undefined;
}

/** A whole number, 0 or more. */
export function countIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A time span in milliseconds, of at most ten years. */
export function msIn(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= LONGEST_MS ? value : undefined;
}
