import { explain } from "../../app/messages/explain.ts";
import type { Messages } from "../../app/messages/messages.ts";
import type { Standing } from "../../app/standing.ts";

/** What `prime` and the call without a command print as JSON. */
export function standingJson({ problem, ...standing }: Standing): object {
  return problem ? { ...standing, code: problem.code } : standing;
}

/** Why something is not known. */
export function standingMessage({ problem }: Standing, messages: Messages): string | undefined {
  return problem && explain(problem, messages).error;
}
