import type { ErrorCode, ErrorFacts, TaskListError } from "../../domain/errors.ts";
import type { Explanation, Refusals } from "./refusals.ts";

/** What went wrong, and what to do next, in words. */
export function explain({ code, facts }: TaskListError, refusals: Refusals): Explanation {
  const { error, hint } = explanation(code, facts, refusals);
  return { error, hint: hint + refusals.more(code) };
}

function explanation<Code extends ErrorCode>(code: Code, facts: ErrorFacts[Code], refusals: Refusals): Explanation {
  return refusals.errors[code](facts);
}
