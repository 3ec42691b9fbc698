import type { ErrorCode, ErrorFacts } from "../../domain/errors.ts";

/** What went wrong, and what to do next. No hint ever suggests to delete or overwrite data. */
export interface Explanation {
  readonly error: string;
  readonly hint: string;
}

/** A catalogue: what a caller reads of a refusal, in one language. */
export interface Refusals {
  /** Where to read on: what every hint ends with. */
  readonly more: (code: ErrorCode) => string;
  readonly errors: { readonly [Code in ErrorCode]: (facts: ErrorFacts[Code]) => Explanation };
}
