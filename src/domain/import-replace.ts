import type { AgentList, Located, Totals } from "./agent-list.ts";
import { endedAt, isEnd } from "./ending.ts";
import type { EventDraft } from "./event.ts";
import type { Task } from "./task.ts";
import { countEnd } from "./totals.ts";

/** A list without a task whose place another takes, and the event that says so. */
export interface Vacated {
  readonly list: AgentList;
  readonly event: EventDraft;
}

/** Takes a task out of its place: out of its list, or, if only the archive has it, out of what the list has counted. */
export function vacate(list: AgentList, { task, location }: Located, by: Task, now: string): Vacated {
  const rest = (tasks: readonly Task[]) => tasks.filter((other) => other !== task);
  const ended = endedAt(task);
  return {
    list: {
      ...list,
      pending_tasks: rest(list.pending_tasks),
      completed_tasks: rest(list.completed_tasks),
      failed_tasks: rest(list.failed_tasks),
      cancelled_tasks: rest(list.cancelled_tasks),
      totals: totalsWithout(list, task, location),
    },
    event: {
      at: now,
      agent_id: list.agent_id,
      task_id: task.id,
      action: "moved",
      old_status: task.status,
      new_status: task.status,
      task,
      moved_to: { agent_id: by.agent_id, task_id: by.id },
      ...(ended !== undefined && { reopens: [ended] }),
    },
  };
}

/** What only the archive had when a root of the original tool was adopted was never counted with the others. */
function totalsWithout(list: AgentList, task: Task, location: Located["location"]): Totals {
  const { totals } = list;
  const { archived_only = 0 } = totals;
  if (!isEnd(task.status)) return totals;
  const listed = { completed: list.completed_tasks, failed: list.failed_tasks, cancelled: list.cancelled_tasks };
  const isCounted = location !== "history" || archived_only === 0 || totals[task.status] > listed[task.status].length;
  return isCounted ? countEnd(totals, task, -1) : { ...totals, archived_only: archived_only - 1 };
}
