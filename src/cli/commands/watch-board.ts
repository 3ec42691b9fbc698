import { type WatchedBoard, watchBoard as operation } from "../../app/watch-board.ts";
import { openBoardWords } from "../../app/messages/open-board-words.ts";
import { openScreenWords } from "../../app/messages/open-screen-words.ts";
import { invalid } from "../../domain/errors.ts";
import { type ScreenManner, type Variant, defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS, TIME_FLAGS } from "../flags.ts";

export const WATCH = { parameter: "watch" };
export const STALE = { parameter: "stale", value: "<duration>" };
export const ALL = { parameter: "all" };

/** `board --watch`: the board that stays on the screen. */
export const watchBoard: Variant = {
  command: defineCommand({
    operation,
    group: "look",
    hasDefaultAgent: false, // without one it shows all agents
    flags: [AGENT, ...LABEL_FLAGS, STALE, ALL, WATCH, ...TIME_FLAGS],
    json: () => ({}),
    screen: showScreen,
  }),
  isMeant: (flags) => flags[WATCH.parameter] !== undefined,
};

/** @throws INVALID_PARAMS where no person sits at a terminal */
async function showScreen(result: WatchedBoard, manner: ScreenManner): Promise<number> {
  const { shell, output, lang } = manner;
  const open = shell.env["TERM"] === "dumb" ? undefined : await shell.terminal();
  if (!open || output.value !== "table") throw invalid("needs_terminal", { parameter: WATCH.parameter });
  const [{ runScreen }, view, board, screen] = await Promise.all([
    import("../board/screen.ts"),
    manner.openView(),
    openBoardWords(lang),
    openScreenWords(lang),
  ]);
  return runScreen(result, { ...view, board, screen }, open);
}
