import type { LaneColumn } from "../../domain/lane.ts";
import type { StuckKind } from "../../domain/stuck.ts";

/** The words of the board, in one language. Names come in with nothing that steers a terminal. */
export interface BoardWords {
  readonly columns: Readonly<Record<LaneColumn | "agent" | "task" | "id" | "since" | "name", string>>;
  /** The same, where there is little room. */
  readonly short: Readonly<Record<LaneColumn, string>>;
  readonly kinds: Readonly<Record<StuckKind, string>>;
  /** Said above what needs a person. */
  readonly stuck: (count: number) => string;
  readonly nothingStuck: string;
  readonly totals: Readonly<Record<LaneColumn | "stuck" | "agents", (count: number) => string>>;
  /** The task that its agent takes next. */
  readonly next: (task: string) => string;
  readonly held: (reason: string) => string;
  /** What to look at where a list cannot be read. */
  readonly unreadableList: string;
  readonly moreStuck: (count: number) => string;
  readonly moreAgents: (count: number) => string;
  /** Agents with nothing to do now; their names follow. */
  readonly quiet: (count: number) => string;
  readonly moreNames: (count: number) => string;
  readonly moreLines: string;
  readonly empty: string;
  readonly nothingLikeThat: string;
}
