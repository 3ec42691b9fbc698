import type { Standing } from "../standing.ts";
import type { Explanation } from "./messages.ts";

/** Pages of text about how things stand, in one language. */
export interface Pages {
  /** For somebody who typed nothing but the program's name. */
  readonly overview: (standing: Standing, problem: Explanation | undefined) => string;
  /** For an agent's context: `loop` is what it has to know anyway. At most 60 lines. */
  readonly prime: (standing: Standing, loop: string) => string;
}

/** How many agents a page names: more would fill an agent's context. */
export const NAMED_AGENTS = 10;
