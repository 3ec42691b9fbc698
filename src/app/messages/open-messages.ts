import type { Language } from "../settings.ts";
import { en } from "./en.ts";
import type { Help } from "./help.ts";
import type { Messages } from "./messages.ts";

/** The catalogue of a language. */
export async function openMessages(language: Language): Promise<Messages> {
  return language === "en" ? en : (await import("./zh.ts")).zh;
}

/** The help of the command line in a language. */
export async function openHelp(language: Language): Promise<Help> {
  return language === "en" ? (await import("./help-en.ts")).helpEn : (await import("./help-zh.ts")).helpZh;
}
