import type { Language } from "../settings.ts";
import type { StatsWords } from "./stats-words.ts";

/** The words about how the work went: these are loaded for people only. */
export async function openStatsWords(language: Language): Promise<StatsWords> {
  if (language === "zh") return (await import("./stats-words-zh.ts")).statsWordsZh;
  return (await import("./stats-words-en.ts")).statsWordsEn;
}
