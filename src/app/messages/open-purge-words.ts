import type { Language } from "../settings.ts";
import type { PurgeWords } from "./purge-words.ts";

/** What is said of a purge. */
export async function openPurgeWords(language: Language): Promise<PurgeWords> {
  if (language === "zh") return (await import("./purge-words-zh.ts")).purgeWordsZh;
  return (await import("./purge-words-en.ts")).purgeWordsEn;
}
