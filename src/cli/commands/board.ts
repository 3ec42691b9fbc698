import { openBoardWords } from "../../app/messages/open-board-words.ts";
import { showBoard } from "../../app/show-board.ts";
import { LANE_COLUMNS } from "../../domain/lane.ts";
import { defineCommand } from "../command.ts";
import { AGENT, LABEL_FLAGS, TIME_FLAGS } from "../flags.ts";
import { boardJson } from "../board/board-json.ts";
import { ALL, STALE, WATCH, watchBoard } from "./watch-board.ts";

export const board = defineCommand({
  operation: showBoard,
  group: "look",
  hasDefaultAgent: false, // without one it shows all agents
  flags: [AGENT, ...LABEL_FLAGS, STALE, ALL, WATCH, ...TIME_FLAGS],
  variant: watchBoard,
  json: boardJson,
  plain: ({ lanes }) =>
    lanes.map(({ agent_id, counts, tasks: { running } }) => [
      agent_id,
      ...LANE_COLUMNS.map((column) => String(counts[column])),
      running[0]?.id ?? "",
    ]),
  page: async (result, { view, lang }, flags) => {
    const [{ boardPage }, words] = await Promise.all([import("../board/board-page.ts"), openBoardWords(lang)]);
    return boardPage(result, { ...view, board: words, ...(flags["all"] && { rows: Infinity }) }, flags);
  },
});
