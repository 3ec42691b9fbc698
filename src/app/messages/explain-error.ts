import type { TaskListError } from "../../domain/errors.ts";
import { LANGUAGES, type Language } from "../settings.ts";
import { explain } from "./explain.ts";
import { openRefusals } from "./open-messages.ts";
import type { Explanation } from "./refusals.ts";

/** Says in words what a refusal means, and what to do next. */
export async function explainError(error: TaskListError, language: Language = "en"): Promise<Explanation> {
  return explain(error, await openRefusals(LANGUAGES.includes(language) ? language : "en"));
}
