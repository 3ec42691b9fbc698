import type { ErrorCode, ErrorFacts, TaskListError } from "../../domain/errors.ts";
import type { Explanation, Messages } from "./messages.ts";

/** What went wrong, and what to do next, in words. */
export function explain({ code, facts }: TaskListError, messages: Messages): Explanation {
  const { error, hint } = explanation(code, facts, messages);
  return { error, hint: hint + messages.more(code) };
}

function explanation<Code extends ErrorCode>(code: Code, facts: ErrorFacts[Code], messages: Messages): Explanation {
  return messages.errors[code](facts);
}
