import { invalid } from "./errors.ts";
import type { BACKOFFS, KEY_SCOPES } from "./task-words.ts";
import type { Task } from "./task.ts";
import { momentOf, stampAfter, stampAt } from "./timestamp.ts";

/** A time: so long from now (or ago, where one looks back), or a moment in milliseconds since 1970. */
export type When = { readonly afterMs: number } | { readonly atMs: number };

/** On which terms a task is worked on: when, how often, and for how long it may be held without a sign of life. */
export interface Terms {
  readonly key_scope?: (typeof KEY_SCOPES)[number] | undefined;
  readonly not_before?: When | undefined;
  readonly due?: When | undefined;
  readonly max_attempts?: number | undefined;
  readonly retry_delay_ms?: number | undefined;
  readonly backoff?: (typeof BACKOFFS)[number] | undefined;
  readonly lease_ms?: number | undefined;
  readonly max_expiries?: number | undefined;
}

/**
 * The fields of a task on such terms.
 *
 * @throws INVALID_PARAMS if it would be due in the past
 */
export function termFields({ not_before, due, ...rest }: Terms, clock: string): Partial<Task> {
  return {
    ...(rest.key_scope === "ever" && { key_scope: rest.key_scope }),
    ...(not_before && { not_before: stampOf(not_before, clock) }),
    ...(due && { due_at: dueStamp(due, clock) }),
    ...picked(rest),
  };
}

/** The moment of a time to come. */
export function stampOf(when: When, clock: string): string {
  return "afterMs" in when ? stampAfter(clock, when.afterMs) : stampAt(when.atMs, clock);
}

/** @throws INVALID_PARAMS if it is past */
export function dueStamp(due: When, clock: string): string {
  const stamp = stampOf(due, clock);
  if (momentOf(stamp) <= momentOf(clock)) throw invalid("in_the_past", { parameter: "due", given: stamp });
  return stamp;
}

const AS_GIVEN = ["max_attempts", "retry_delay_ms", "backoff", "lease_ms", "max_expiries"] as const;

function picked(terms: Omit<Terms, "not_before" | "due">): Partial<Task> {
  return Object.fromEntries(AS_GIVEN.flatMap((name) => (terms[name] === undefined ? [] : [[name, terms[name]]])));
}
