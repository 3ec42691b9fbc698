import * as z from "zod";
import { LANE_COLUMNS } from "../../domain/lane.ts";
import { STUCK_KINDS } from "../../domain/stuck.ts";
import { always, count, text, time, when } from "./parts.ts";

const counts = {
  waiting: always(count, "pending, and not to be started now"),
  ready: always(count, "pending, and could be started"),
  running: always(count),
  failed: always(count, "and not tried again; with labels those that the list still holds"),
  done_today: always(count, "completed since local midnight; of more than 20,000 the newest are counted"),
} satisfies Record<(typeof LANE_COLUMNS)[number], z.ZodType>;

const brief = z.object({
  task_id: always(text),
  name: always(text, "cut to 80 characters"),
  priority: always(z.number()),
});

/** What `board` prints. */
export const boardOutput = {
  at: always(time, "the time of the look"),
  stuck: z
    .array(
      z.object({
        kind: z
          .enum(STUCK_KINDS)
          .describe(
            "always: `unreadable` (the list), `lease_out`, `silent` (runs, and no sign of life for `--stale`), `overdue`, `starving` (ready tasks, and for so long nobody takes them), `blocked` (waits for ever: what it depends on has failed or was cancelled) or `failed` (this week, and not tried again)",
          ),
        agent_id: always(text),
        task_id: always(text.nullable(), "the first of the agent that is so; null for `unreadable`"),
        name: always(text.nullable(), "likewise, cut to 80 characters"),
        since: always(time.nullable(), "since when it is so; null for `unreadable`, and where nobody knows"),
        ms: always(count.nullable(), "for how long"),
        count: always(count, "how many tasks of the agent are so"),
        code: when("`unreadable`: the error's code", text),
      }),
    )
    .describe("always: what needs a person, the most urgent first; of each kind one entry an agent"),
  agents: z
    .array(
      z.object({
        agent_id: always(text),
        agent_name: always(text, "cut to 80 characters"),
        counts: z.object(counts),
        hold: z
          .object({
            at: time.describe("the whole queue is on hold: since when"),
            reason: when("likewise, if a reason was given, cut to 80 characters", text),
            by: when("likewise, if an operator did it", text),
          })
          .optional(),
        current_task: always(brief.extend({ started_at: always(time.nullable()) }).nullable(), "the running one"),
        next_task: always(brief.nullable(), "the pending task that would start next"),
      }),
    )
    .describe("always: those in trouble first, then those at work, then the others"),
  totals: z.object({ ...counts, agents: always(count, "how many there are") }),
};
