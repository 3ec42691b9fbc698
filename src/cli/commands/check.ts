import { type CheckResult, checkQueue } from "../../app/check-queue.ts";
import { quietToken } from "../../app/readers.ts";
import { formatDuration } from "../../domain/stats.ts";
import { momentOf } from "../../domain/timestamp.ts";
import { defineCommand } from "../command.ts";
import { EXIT_STATUS } from "../exit-codes.ts";
import { AGENT } from "../flags.ts";
import { shortName } from "../output/task-name.ts";

export const check = defineCommand({
  operation: checkQueue,
  group: "work",
  hasDefaultAgent: true,
  flags: [AGENT, { parameter: "exit_code" }, { parameter: "quiet_token", value: "<word>" }],
  exitStatus: ({ answer }, flags) => (flags["exit_code"] && answer === "NO_REPLY" ? EXIT_STATUS.QUEUE_EMPTY : 0),
  json: ({ agent_id, answer, task, attempt, ready, waiting, ...result }) => ({
    agent_id,
    answer,
    ...(task && { task_id: task.id, task_name: task.name, priority: task.priority }),
    attempt: attempt ?? undefined,
    ready,
    waiting,
    oldest_at: result.oldest_at,
    started_at: result.started_at,
    lease_expires_at: result.lease_expires_at,
    is_lease_out: result.is_lease_out,
    held: result.held,
  }),
  // Whoever reads it swallows the quiet word only where it stands alone.
  textUnless: "flag",
  text: async (result, _, flags) => `${lineOf(result, quietToken(flags["quiet_token"], "quiet_token"))}\n`,
});

/** The same words in every language: programs look for them. */
function lineOf(result: CheckResult, quiet: string): string {
  const { answer, task } = result;
  if (answer === "NO_REPLY" || !task) return quiet;
  const facts = answer === "RESUME" ? runningFacts(result) : readyFacts(result);
  return `${answer} ${task.id} p${task.priority} ${shortName(task.name)} (${facts.join(", ")})`;
}

function readyFacts({ ready, waiting, oldest_at, at }: CheckResult): readonly string[] {
  return [
    `${ready} ready`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(oldest_at === null ? [] : [`oldest ${sinceThen(oldest_at, at)}`]),
  ];
}

function runningFacts(result: CheckResult): readonly string[] {
  const { attempt, started_at, lease_expires_at, is_lease_out, ready, at } = result;
  return [
    `attempt ${attempt}`,
    ...(started_at ? [`running ${sinceThen(started_at, at)}`] : []),
    ...(is_lease_out && lease_expires_at ? [`lease out for ${sinceThen(lease_expires_at, at)}`] : []),
    `${ready} ready`,
  ];
}

/** How long ago a moment was, in its largest unit. */
function sinceThen(stamp: string, at: string): string {
  return formatDuration(Math.max(0, momentOf(at) - momentOf(stamp)))
    .split(" ", 1)
    .join("");
}
