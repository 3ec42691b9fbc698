import { explain } from "../../app/messages/explain.ts";
import { openRefusals } from "../../app/messages/open-messages.ts";
import type { Language } from "../../app/settings.ts";
import type { Standing } from "../../app/standing.ts";

/** What `prime` and the call without a command print as JSON. */
export function standingJson({ problem, ...standing }: Standing): object {
  return problem ? { ...standing, code: problem.code } : standing;
}

/** Why something is not known. */
export async function standingMessage({ problem }: Standing, lang: Language): Promise<string | undefined> {
  return problem && explain(problem, await openRefusals(lang)).error;
}
