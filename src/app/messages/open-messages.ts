import type { Language } from "../settings.ts";
import type { Answers } from "./answers.ts";
import { en } from "./en.ts";
import type { Help } from "./help.ts";
import type { Messages } from "./messages.ts";
import type { PageWords } from "./pages.ts";
import type { TopicTexts } from "./topics.ts";

/** The catalogue of a language. */
export async function openMessages(language: Language): Promise<Messages> {
  return language === "zh" ? (await import("./zh.ts")).zh : en;
}

/** The help of the command line in a language. */
export async function openHelp(language: Language): Promise<Help> {
  return language === "en" ? (await import("./help-en.ts")).helpEn : (await import("./help-zh.ts")).helpZh;
}

/** What `help` explains besides the commands. */
export async function openTopics(language: Language): Promise<TopicTexts> {
  return language === "en" ? (await import("./topics-en.ts")).topicsEn : (await import("./topics-zh.ts")).topicsZh;
}

/** What to do about each error. */
export async function openAnswers(language: Language): Promise<Answers> {
  return language === "en" ? (await import("./answers-en.ts")).answersEn : (await import("./answers-zh.ts")).answersZh;
}

/** The words of the pages about how things stand. */
export async function openPageWords(language: Language): Promise<PageWords> {
  return language === "en" ? (await import("./pages-en.ts")).pagesEn : (await import("./pages-zh.ts")).pagesZh;
}
