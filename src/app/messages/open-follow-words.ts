import type { Language } from "../settings.ts";
import type { FollowWords } from "./follow-words.ts";

/** What is said of events, and of what is waited for. */
export async function openFollowWords(language: Language): Promise<FollowWords> {
  if (language === "zh") return (await import("./follow-words-zh.ts")).followWordsZh;
  return (await import("./follow-words-en.ts")).followWordsEn;
}
