import type { LaneColumn } from "../../domain/lane.ts";

/** The words of the board that stays on the screen, in one language. */
export interface ScreenWords {
  /** What the keys do, in a line: the first are said where there is little room. */
  readonly hints: readonly string[];
  readonly taskHints: readonly string[];
  /** Above what the keys do, and each with what it does. */
  readonly helpTitle: string;
  readonly help: readonly (readonly [keys: string, what: string])[];
  readonly filter: string;
  readonly filterHints: readonly string[];
  /** How a task stands, in a lane that is unfolded. */
  readonly states: Readonly<Record<LaneColumn, string>>;
  readonly moreTasks: (count: number, agent: string) => string;
  readonly nothingFound: string;
  readonly loading: string;
}
