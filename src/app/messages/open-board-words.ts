import type { Language } from "../settings.ts";
import type { BoardWords } from "./board-words.ts";

/** The words of the board: these are loaded for people only. */
export async function openBoardWords(language: Language): Promise<BoardWords> {
  if (language === "zh") return (await import("./board-words-zh.ts")).boardWordsZh;
  return (await import("./board-words-en.ts")).boardWordsEn;
}
