import type { Board } from "../domain/board.ts";
import type { Interruption } from "../store/store.ts";
import { defineOperation } from "./operation.ts";
import { askedFor, boardFields } from "./show-board.ts";
import type { Warned } from "./warning.ts";

export interface WatchedBoard extends Warned {
  /** The board as it is, and again whenever it may have changed, until the signal says that it is enough. */
  readonly boards: (signal: Interruption) => Promise<AsyncIterable<Board>>;
}

/** Shows how all queues stand, and goes on showing it. */
export const watchBoard = defineOperation({
  name: "board",
  isChange: false,
  input: boardFields,
  async run(app, input): Promise<WatchedBoard> {
    const asked = await askedFor(app, input);
    return {
      boards: async (signal) => (await import("./follow-board.ts")).boards(app.store, asked, signal),
    };
  },
});
