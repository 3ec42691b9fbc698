import type { Language } from "../settings.ts";
import { type Messages, en } from "./en.ts";

/** The catalogue of a language. */
export async function openMessages(language: Language): Promise<Messages> {
  return CATALOGUES[language]();
}

const CATALOGUES: Readonly<Record<Language, () => Messages | Promise<Messages>>> = { en: () => en };
