import { countByStatus } from "../domain/status-count.ts";
import { NO_TOTALS, countEnd } from "../domain/totals.ts";
import type { App } from "./operation.ts";
import type { CountAsked, Counted } from "./counted.ts";
import { missingWarning } from "./warning.ts";

/** Counts the tasks of an agent, or of all, that have some labels: no list keeps count of these, so each is looked at. */
export async function countSome(app: App, { agent_id, filter, statuses }: CountAsked): Promise<Counted> {
  const asked = { ...(agent_id !== null && { agent: agent_id }), ...filter };
  const kinds = statuses?.map((status) => ({ status })) ?? [{}];
  const pages = await Promise.all(kinds.map((kind) => app.store.tasks({ ...asked, ...kind })));
  const tasks = pages.flatMap((page) => page.tasks);
  const { running: current, total: all, ...counts } = countByStatus(tasks.map(({ task }) => task.status));
  return {
    total: { current, ...counts, all },
    time: tasks.reduce((sum, { task }) => countEnd(sum, task, 1), NO_TOTALS),
    warned: missingWarning({ missing: pages.reduce((sum, { missing }) => sum + missing, 0) }),
  };
}
