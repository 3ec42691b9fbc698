import type { Language } from "../settings.ts";
import type { Answers } from "./answers.ts";
import type { BriefWords } from "./brief-words.ts";
import { en } from "./en.ts";
import type { FindingWords } from "./finding-words.ts";
import type { Help } from "./help.ts";
import type { Messages } from "./messages.ts";
import type { PageWords } from "./page-words.ts";
import type { Refusals } from "./refusals.ts";
import type { TopicTexts } from "./topics.ts";
import type { WhyWords } from "./why-words.ts";

/** A catalogue of each language, loaded when it is asked for. */
type Catalogues<Catalogue> = Readonly<Record<Language, () => Promise<Catalogue>>>;

const MESSAGES: Catalogues<Messages> = {
  en: async () => en,
  zh: async () => (await import("./zh.ts")).zh,
};

const REFUSALS: Catalogues<Refusals> = {
  en: async () => (await import("./refusals-en.ts")).refusalsEn,
  zh: async () => (await import("./refusals-zh.ts")).refusalsZh,
};

const HELP: Catalogues<Help> = {
  en: async () => (await import("./help-en.ts")).helpEn,
  zh: async () => (await import("./help-zh.ts")).helpZh,
};

const TOPICS: Catalogues<TopicTexts> = {
  en: async () => (await import("./topics-en.ts")).topicsEn,
  zh: async () => (await import("./topics-zh.ts")).topicsZh,
};

const ANSWERS: Catalogues<Answers> = {
  en: async () => (await import("./answers-en.ts")).answersEn,
  zh: async () => (await import("./answers-zh.ts")).answersZh,
};

const PAGE_WORDS: Catalogues<PageWords> = {
  en: async () => (await import("./page-words-en.ts")).pageWordsEn,
  zh: async () => (await import("./page-words-zh.ts")).pageWordsZh,
};

const BRIEF_WORDS: Catalogues<BriefWords> = {
  en: async () => (await import("./brief-words-en.ts")).briefWordsEn,
  zh: async () => (await import("./brief-words-zh.ts")).briefWordsZh,
};

const WHY_WORDS: Catalogues<WhyWords> = {
  en: async () => (await import("./why-words-en.ts")).whyWordsEn,
  zh: async () => (await import("./why-words-zh.ts")).whyWordsZh,
};

const FINDING_WORDS: Catalogues<FindingWords> = {
  en: async () => (await import("./finding-words-en.ts")).findingWordsEn,
  zh: async () => (await import("./finding-words-zh.ts")).findingWordsZh,
};

/** What is said of a success. */
export const openMessages = (language: Language): Promise<Messages> => MESSAGES[language]();

/** What is said of a refusal. */
export const openRefusals = (language: Language): Promise<Refusals> => REFUSALS[language]();

/** The help of the command line. */
export const openHelp = (language: Language): Promise<Help> => HELP[language]();

/** What `help` explains besides the commands. */
export const openTopics = (language: Language): Promise<TopicTexts> => TOPICS[language]();

/** What to do about each error. */
export const openAnswers = (language: Language): Promise<Answers> => ANSWERS[language]();

/** The words of the pages about how things stand. */
export const openPageWords = (language: Language): Promise<PageWords> => PAGE_WORDS[language]();

/** The words of the briefing of an agent. */
export const openBriefWords = (language: Language): Promise<BriefWords> => BRIEF_WORDS[language]();

/** The words that say why a task waits. */
export const openWhyWords = (language: Language): Promise<WhyWords> => WHY_WORDS[language]();

/** What is said of each thing that can be wrong with a root. */
export const openFindingWords = (language: Language): Promise<FindingWords> => FINDING_WORDS[language]();
