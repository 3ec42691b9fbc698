import type { Language } from "../settings.ts";
import type { ScreenWords } from "./screen-words.ts";

/** The words of the board that stays on the screen. */
export async function openScreenWords(language: Language): Promise<ScreenWords> {
  if (language === "zh") return (await import("./screen-words-zh.ts")).screenWordsZh;
  return (await import("./screen-words-en.ts")).screenWordsEn;
}
