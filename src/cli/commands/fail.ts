import { type EndResult } from "../../app/end-task.ts";
import { failTask } from "../../app/fail-task.ts";
import type { Messages } from "../../app/messages/messages.ts";
import { countIn, stampIn } from "../../domain/day-fields.ts";
import { defineCommand } from "../command.ts";
import { AGENT, ATTEMPT, TASK_ID } from "../flags.ts";
import { endJson, endMessage } from "./end.ts";

export const fail = defineCommand({
  operation: failTask,
  group: "work",
  hasDefaultAgent: true,
  flags: [
    AGENT,
    TASK_ID,
    ATTEMPT,
    { parameter: "error", value: "<text>", isText: true, isReport: true },
    { parameter: "final" },
  ],
  json: (result) => ({ ...endJson(result), ...nextAttempt(result) }),
  message: (result, { messages }) => endMessage(result, messages, () => failed(result, messages)),
  tasks: ({ task }) => [task],
});

/** A task that is to be tried again is pending. */
function nextAttempt({ task: { status, retry_at } }: EndResult): object {
  return status === "pending" ? { will_retry: true, retry_at: stampIn(retry_at) } : {};
}

function failed({ task }: EndResult, { done }: Messages): string {
  if (task.status === "failed") return done.failed();
  return done.put_back(task.retry_count ?? 0, countIn(task.max_attempts) ?? 1, stampIn(task.retry_at));
}
