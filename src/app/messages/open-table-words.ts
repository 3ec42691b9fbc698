import type { Language } from "../settings.ts";
import type { TableWords } from "./table-words.ts";

/** The words of tables: these are loaded for people only. */
export async function openTableWords(language: Language): Promise<TableWords> {
  if (language === "zh") return (await import("./table-words-zh.ts")).tableWordsZh;
  return (await import("./table-words-en.ts")).tableWordsEn;
}
