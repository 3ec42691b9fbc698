import { openAnswers, openTopics } from "../app/messages/open-messages.ts";
import { TOPICS } from "../app/messages/topics.ts";
import type { Language } from "../app/settings.ts";
import type { ErrorCode } from "../domain/errors.ts";
import { EXIT_STATUS } from "./exit-codes.ts";

/** What `help` explains besides the commands: topics, and what to do about each error. */
export const HELP_PAGES: readonly string[] = [...TOPICS, ...Object.keys(EXIT_STATUS)];

/** The page of that name, a topic or an error code; undefined if it is neither. */
export async function helpPage(name: string | undefined, lang: Language): Promise<string | undefined> {
  const topic = TOPICS.find((each) => each === name);
  if (topic) return `${(await openTopics(lang))[topic]}\n`;
  const code = name?.toUpperCase().replaceAll("-", "_");
  if (code === undefined || !isErrorCode(code)) return undefined;
  return `${code} (${EXIT_STATUS[code]})\n\n${(await openAnswers(lang))[code]}\n`;
}

function isErrorCode(name: string): name is ErrorCode {
  return Object.hasOwn(EXIT_STATUS, name);
}
