import type { Language } from "../settings.ts";
import type { ImportWords } from "./import-words.ts";

/** What is said of tasks that leave a root, and of those that come in. */
export async function openImportWords(language: Language): Promise<ImportWords> {
  if (language === "zh") return (await import("./import-words-zh.ts")).importWordsZh;
  return (await import("./import-words-en.ts")).importWordsEn;
}
