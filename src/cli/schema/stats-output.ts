import * as z from "zod";
import { allCounts, always, count, text, time, when } from "./parts.ts";

const ms = count.nullable();
const rate = "completed / (completed + failed), two decimals, 0 if there are none";

/** How long something took. `of` says what; each key says where it stands. */
const durations = (of: string) =>
  z.object({
    count: always(count, `of how many tasks the time ${of} is known`),
    mean_ms: always(ms, "in milliseconds, rounded; null if there are none"),
    p50_ms: always(ms, "half of them took no longer; one of their times, by nearest rank"),
    p95_ms: always(ms, "95 of 100 took no longer"),
  });

const flow = {
  completion: durations("from start to completion, of tasks completed in the period,"),
  waiting: durations("from assignment to start, of tasks that ended in the period,"),
};

const ended = { completed: always(count), failed: always(count), cancelled: always(count) };

/** What `stats` prints. */
export const statsOutput = {
  agent_id: always(text.nullable(), "null for all agents"),
  total: z.object({
    ...allCounts,
    completed: always(count, "with `--since`, here and in the next two: of those that have ended since then"),
  }),
  success_rate: always(z.number(), `of \`total\`: ${rate}`),
  avg_completion_time: always(
    text.nullable(),
    "of `total`: from start to completion, as `25m` or `2h 5m`; null if there are none",
  ),
  period: z.object({
    from: always(
      time,
      "the beginning of the period: by default of the local day 13 days ago; with `--since`, that time",
    ),
    to: always(time, "its end: now"),
  }),
  ...flow,
  throughput: z.array(
    z.object({
      day: always(text, "a local date, like `2026-04-10`: every day of the period, the last 366 of a longer one"),
      completed: always(count, "how many tasks ended so on that day, and have not come back"),
      failed: always(count),
      cancelled: always(count),
    }),
  ),
  failures: z.array(
    z.object({
      cause: always(
        text,
        "the first line of the errors, with a placeholder for what varies (`<number>`, `<path>`); empty if nothing was said. The most frequent first, at most ten",
      ),
      count: always(count, "how many attempts failed so in the period, whatever became of their tasks"),
      last_task_id: always(text),
      last_at: always(time),
    }),
  ),
  other_failures: always(count, "how many attempts failed for other causes than those ten"),
  agents: when(
    "without `--agent`",
    z.array(
      z.object({
        agent_id: always(text, "each agent of which a task ended in the period"),
        ...ended,
        success_rate: always(z.number(), rate),
        ...flow,
      }),
    ),
  ),
};
