import type { AgentList } from "../../domain/agent-list.ts";
import { countTasks } from "../../domain/totals.ts";
import type { Layout } from "./layout.ts";
import { type EndCounts, NO_ENDS, readMark } from "./purge-mark.ts";

/** How many tasks of a list ended that are not purged, by what it has counted. */
export type EndsLeft = (list: AgentList) => EndCounts;

export function endsLeft(layout: Layout): EndsLeft {
  const { counts = {} } = readMark(layout) ?? {};
  return (list) => {
    const counted = countTasks(list);
    const gone = counts[list.agent_id] ?? NO_ENDS;
    return {
      completed: Math.max(counted.completed - gone.completed, list.completed_tasks.length),
      failed: Math.max(counted.failed - gone.failed, list.failed_tasks.length),
      cancelled: Math.max(counted.cancelled - gone.cancelled, list.cancelled_tasks.length),
    };
  };
}
