import { isRunByOpenClaw } from "../app/openclaw.ts";
import type { Asked, Flag } from "./command.ts";
import type { Shell } from "./shell.ts";

/** Says that it is meant. */
export const YES: Flag = { parameter: "yes" };

/** What is asked before something is done to many tasks. */
interface Question<Result> {
  /** How many tasks it is about. */
  readonly countOf: (result: Result) => number;
  /** Whether there is nothing to be asked about: nothing would be done. */
  readonly isNothing: (result: Result) => boolean;
  readonly ask: (result: Result) => Promise<string>;
  /** What is thrown if nobody means it. */
  readonly refusal: (result: Result) => Error;
}

/** Does nothing that nobody has said: in the line, or on a terminal when asked. And then with as many tasks as he was told. */
export async function confirmCount<Result>(
  { preview, flags, shell }: Asked<Result>,
  { countOf, isNothing, ask, refusal }: Question<Result>,
): Promise<{ readonly expected_count?: number }> {
  if (flags[YES.parameter] === true) return {};
  const result = await preview();
  const isMeant = isNothing(result) || isConfirmed(shell, await ask(result));
  if (!isMeant) throw refusal(result);
  return { expected_count: countOf(result) };
}

/** Asks whether it is meant. Where nobody is at a terminal it is not. */
function isConfirmed(shell: Shell, question: string): boolean {
  const answer = isRunByOpenClaw(shell) ? undefined : shell.ask(`${question} [y/N] `);
  return /^(y|yes|\u662f)$/i.test(answer?.trim() ?? "");
}
