import type { Messages } from "../../app/messages/messages.ts";
import type { Outcome } from "./render.ts";

/** The sentence that says what was done, or would be. */
export function messageOf(
  { command, result, isDryRun }: Pick<Outcome, "command" | "result" | "isDryRun">,
  messages: Messages,
): string | undefined {
  const message = command.message?.(result, messages);
  return message !== undefined && isDryRun ? messages.done.dry_run(message) : message;
}
