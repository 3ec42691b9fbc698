import { type Call, PLACES, type Place } from "./calls.ts";
import type { Random } from "../random.ts";

/** What befalls a client at a call. */
export type Fate =
  | { readonly kind: "sleep"; readonly ms: number }
  /** Before the call; where it writes, after this share of the bytes. */
  | { readonly kind: "death"; readonly share: number };

/**
 * What a schedule is like. Most calls of a run are of no interest, so it has its eye on some places, and much happens
 * there; a fault that takes three events in a row at one file is so found in hundreds of schedules, not in millions.
 */
export interface Mood {
  readonly places: readonly Place[];
  readonly isOnlyWrites: boolean;
  /** Whether calls of a kind that a client has not made often are the likelier ones. */
  readonly isForRare: boolean;
  /** How probable it is that something happens at a client's first call of a kind. */
  readonly rate: number;
  readonly rateElsewhere: number;
  /** Which part of what happens is a death, a sleep that is longer than the take-over time; the rest are naps. */
  readonly deaths: number;
  readonly sleeps: number;
}

/** After this time a client takes over from a silent one: 60 % of its patience. */
export const TAKE_OVER_MS = 300;
export const PATIENCE_MS = TAKE_OVER_MS / 0.6;

/** A client that sleeps all the time shows nothing, and takes the others' patience. */
const MOST_SLEEPS = 2;
/** Where all calls of a kind are alike, each is taken for the second one of a client. */
const COMMON = 2;

export function moodOf(random: Random): Mood {
  return {
    places: PLACES.filter(() => random.chance(1.5 / PLACES.length)),
    isOnlyWrites: random.chance(0.7),
    isForRare: random.chance(0.4),
    rate: random.oneOf([0.15, 0.3, 0.6]),
    rateElsewhere: random.oneOf([0, 0.01, 0.04]),
    deaths: random.oneOf([0, 0.1, 0.3]),
    sleeps: random.oneOf([0.2, 0.5, 0.9]),
  };
}

/** What is to happen at the first call of a kind: "renameSync new list". */
export type Planned = Fate & { readonly at: string };

/** What happens to a client of a directed schedule. */
export function plannedFates(plan: readonly Planned[]): (call: Call) => Fate | undefined {
  const left = [...plan];
  return (call) => {
    const index = left.findIndex(({ at }) => at === kindOf(call));
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
}

/** What happens to a client by chance. */
export function fatesOf(mood: Mood, random: Random): (call: Call) => Fate | undefined {
  let sleeps = 0;
  const seen = new Map<string, number>();
  return (call) => {
    const times = (seen.get(kindOf(call)) ?? 0) + 1;
    seen.set(kindOf(call), times);
    const isSeen = call.places.some((place) => mood.places.includes(place)) && (call.isWrite || !mood.isOnlyWrites);
    if (!random.chance((isSeen ? mood.rate : mood.rateElsewhere) / (mood.isForRare ? times : COMMON))) return undefined;
    if (random.chance(mood.deaths)) return { kind: "death", share: random.next() };
    if (!random.chance(mood.sleeps)) return { kind: "sleep", ms: random.between(0, 30) };
    sleeps += 1;
    return sleeps > MOST_SLEEPS ? undefined : { kind: "sleep", ms: random.between(1.02, 2.5) * TAKE_OVER_MS };
  };
}

function kindOf({ name, places }: Call): string {
  return `${name} ${places.join(" ")}`;
}
