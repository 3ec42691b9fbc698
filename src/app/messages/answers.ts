import type { ErrorCode } from "../../domain/errors.ts";

/** What somebody who meets an error asks next, answered: `help <CODE>` prints it, and the README has it under the code. */
export type Answers = Readonly<Record<ErrorCode, string>>;
