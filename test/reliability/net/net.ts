import type { Random } from "../random.ts";

/** A task of a net: what it waits for, and how often it fails before it succeeds. */
export interface Knot {
  readonly agent: string;
  readonly priority: number;
  /** The places in the net of the tasks for which it waits, all before its own. */
  readonly on: readonly number[];
  readonly mode: "all" | "any";
  readonly policy: "wait" | "cancel" | "run";
  /** How often it is tried, and how many of its attempts fail. */
  readonly tries: number;
  readonly failures: number;
}

export type Net = readonly Knot[];

/** How tasks are in the end, in the order of the net. */
export type State = "completed" | "failed" | "cancelled" | "pending";

/** A net of tasks of some agents: what one waits for was made not long before it, by anybody. */
export function randomNet(random: Random, tasks: number, agents: readonly string[]): Net {
  return Array.from({ length: tasks }, (_, place) => {
    const tries = 1 + random.below(2);
    return {
      agent: random.oneOf(agents),
      priority: 1 + random.below(10),
      on: random.chance(0.75) ? placesBefore(random, place) : [],
      mode: random.chance(0.7) ? "all" : "any",
      policy: random.oneOf(["wait", "wait", "cancel", "run"]),
      tries,
      failures: random.chance(0.25) ? 1 + random.below(tries) : 0,
    };
  });
}

function placesBefore(random: Random, place: number): readonly number[] {
  const nearest = Math.min(place, 40);
  const places = Array.from({ length: 1 + random.below(3) }, () => place - 1 - random.below(nearest));
  return nearest === 0 ? [] : [...new Set(places)];
}

/**
 * How each task has to end, in whatever order they are worked on. Of those that were there before it is known how they
 * are; what is pending there is judged anew.
 */
export function statesOf(net: Net, before: readonly State[] = []): readonly State[] {
  const states: State[] = [];
  for (const [place, knot] of net.entries()) {
    const known = before[place] ?? "pending";
    states.push(known === "pending" ? stateOf(knot, states) : known);
  }
  return states;
}

function stateOf(knot: Knot, states: readonly State[]): State {
  if (mayStart(knot, (place) => states[place]!)) return knot.failures < knot.tries ? "completed" : "failed";
  return isDoomed(knot, (place) => states[place]!) ? "cancelled" : "pending";
}

/** Whether a task may be started, as those for which it waits are now. */
export function mayStart({ on, mode, policy }: Knot, stateAt: (place: number) => string): boolean {
  const isDone = (place: number) => stateAt(place) === "completed" || (policy === "run" && hasFailed(stateAt(place)));
  return on.length === 0 || (mode === "all" ? on.every(isDone) : on.some(isDone));
}

/** Whether a task is to be cancelled, as those for which it waits are now. */
export function isDoomed({ on, mode, policy }: Knot, stateAt: (place: number) => string): boolean {
  if (policy !== "cancel" || on.length === 0) return false;
  const isLost = (place: number) => hasFailed(stateAt(place));
  return mode === "all" ? on.some(isLost) : on.every(isLost);
}

function hasFailed(state: string): boolean {
  return state === "failed" || state === "cancelled";
}
