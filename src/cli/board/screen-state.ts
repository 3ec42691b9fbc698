import type { Task } from "../../domain/task.ts";
import type { ContentLine } from "./content.ts";

/** What a person has chosen to see. */
export interface ScreenState {
  /** Only what has this in its name is shown. */
  readonly filter: string;
  readonly isTyping: boolean;
  /** The agents whose tasks are shown. */
  readonly unfolded: ReadonlySet<string>;
  /** The line that is chosen, by what it is about, and where it stood last. */
  readonly chosen: string | undefined;
  readonly index: number;
  /** The first line that is seen. */
  readonly top: number;
  /** What is shown instead of the board. */
  readonly page: Page | undefined;
  readonly pageTop: number;
}

export type Page =
  { readonly kind: "help" } | { readonly kind: "task"; readonly agent_id: string; readonly task: Task };

export const FIRST_STATE: ScreenState = {
  filter: "",
  isTyping: false,
  unfolded: new Set(),
  chosen: undefined,
  index: 0,
  top: 0,
  page: undefined,
  pageTop: 0,
};

/**
 * The state, fitted to the lines that there are now: the chosen line, if it is gone that which is nearest to where it
 * stood, is one of those that are seen.
 */
export function settled(state: ScreenState, lines: readonly ContentLine[], height: number): ScreenState {
  const places = placesToChoose(lines);
  const same = lines.findIndex(({ about }) => about !== undefined && about.id === state.chosen);
  const index = same === -1 ? nearest(places, state.index) : same;
  const chosen = lines[index]?.about?.id;
  // What stands above the first line that can be chosen is seen with it.
  const from = index === places[0] ? 0 : index;
  const top = Math.max(index - height + 1, Math.min(state.top, from));
  return { ...state, chosen, index, top: Math.max(0, Math.min(top, lines.length - height)) };
}

/** The places of the lines that can be chosen. */
export function placesToChoose(lines: readonly ContentLine[]): readonly number[] {
  return lines.flatMap(({ about }, place) => (about ? [place] : []));
}

function nearest(places: readonly number[], index: number): number {
  return places.reduce(
    (best, place) => (Math.abs(place - index) < Math.abs(best - index) ? place : best),
    places[0] ?? 0,
  );
}
