import type { Language } from "../settings.ts";
import type { DemoWords } from "./demo-words.ts";

/** What the tasks of the demo say, and what is said of it. */
export async function openDemoWords(language: Language): Promise<DemoWords> {
  if (language === "zh") return (await import("./demo-words-zh.ts")).demoWordsZh;
  return (await import("./demo-words-en.ts")).demoWordsEn;
}
