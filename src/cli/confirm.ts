import { isRunByOpenClaw } from "../app/openclaw.ts";
import type { Shell } from "./shell.ts";

/** Asks whether it is meant. Where nobody is at a terminal it is not. */
export function isConfirmed(shell: Shell, question: string): boolean {
  const answer = isRunByOpenClaw(shell) ? undefined : shell.ask(`${question} [y/N] `);
  return /^(y|yes|\u662f)$/i.test(answer?.trim() ?? "");
}
