import type { LabelFilter } from "../domain/labels.ts";
import type { CompletionTime } from "../domain/stats.ts";
import { countByStatus } from "../domain/status-count.ts";
import { NO_TOTALS, type TaskTotals, countEnd } from "../domain/totals.ts";
import type { App } from "./operation.ts";
import { type Warned, missingWarning } from "./warning.ts";

/** What tasks that have some labels come to. */
export interface SomeCounted {
  readonly total: TaskTotals;
  readonly time: CompletionTime;
  readonly warned: Warned;
}

/** Counts the tasks of an agent, or of all, that have some labels: no list keeps count of these, so each is looked at. */
export async function countSome(app: App, agent_id: string | null, filter: LabelFilter): Promise<SomeCounted> {
  const { tasks, missing } = await app.store.tasks({ ...(agent_id !== null && { agent: agent_id }), ...filter });
  const { running: current, total: all, ...counts } = countByStatus(tasks.map(({ task }) => task.status));
  return {
    total: { current, ...counts, all },
    time: tasks.reduce((sum, { task }) => countEnd(sum, task, 1), NO_TOTALS),
    warned: missingWarning({ missing }),
  };
}
