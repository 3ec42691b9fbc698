import type { ScreenWords } from "../../app/messages/screen-words.ts";
import type { BoardView } from "./board-view.ts";

/** All that the screen depends on besides the board and its own state. */
export interface ScreenView extends BoardView {
  readonly screen: ScreenWords;
}
