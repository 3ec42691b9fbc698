import type { BoardWords } from "../../app/messages/board-words.ts";
import type { View } from "../output/view.ts";

/** All that the lines of a board depend on besides the board itself. */
export interface BoardView extends View {
  readonly board: BoardWords;
}
