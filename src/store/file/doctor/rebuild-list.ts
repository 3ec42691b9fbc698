import type { AgentList } from "../../../domain/agent-list.ts";
import { endedAt, isEnd } from "../../../domain/ending.ts";
import { openTasks, placesOf } from "../../../domain/find-task.ts";
import { newList } from "../../../domain/new-list.ts";
import { inRunningOrder } from "../../../domain/queue.ts";
import { firstOfEach } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import { trimFinished } from "../../../domain/trim.ts";
import type { IndexEntry } from "../index-file.ts";

/** All that is left of a list that cannot be read, or is gone. */
export interface Remains {
  readonly agentId: string;
  /** The list as the journal tells of it. */
  readonly told: AgentList | undefined;
  /** The tasks that can still be read in the damaged file. */
  readonly salvaged: readonly Task[];
  /** The archive's copies of the agent's tasks, the last that ended first. */
  readonly archived: readonly Task[];
  readonly entry: IndexEntry | undefined;
  readonly now: string;
  readonly keepFinished: number;
}

export interface Rebuilt {
  readonly list: AgentList;
  /** How many open tasks the index had counted that could not be brought back. */
  readonly missing: number;
}

/** Makes a list again: from the journal, with what only the damaged file or the archive still has. */
export function rebuildList(remains: Remains): Rebuilt {
  const { agentId, told, salvaged, entry, now, keepFinished } = remains;
  const isToldLess = entry !== undefined && entry.revision > (told?.revision ?? 0);
  const base = told ?? withArchived(newList(agentId, now), remains);
  const known = new Set(placesOf(base).map(({ task }) => task.id));
  const fresh = latestOf(salvaged).filter(({ id }) => !known.has(id));
  const list = fresh.reduce(withTask, base);
  const counted = isToldLess ? { totals: entry.totals, revision: entry.revision, agent_name: entry.agent_name } : {};
  const open = openTasks(list).length;
  return {
    list: { ...trimFinished(list, keepFinished, new Set(fresh.map(({ id }) => id))), ...counted },
    missing: entry ? Math.max(0, entry.task_count.current + entry.task_count.pending - open) : 0,
  };
}

/** The newest that ended, where no journal tells of any. */
function withArchived(list: AgentList, { archived, keepFinished }: Remains): AgentList {
  const tasks = firstOfEach(archived.map((task) => ({ task }))).map(({ task }) => task);
  return trimFinished(tasks.toReversed().reduce(withTask, list), keepFinished, new Set());
}

/** Of several records of one id the one that has come farthest: an outbox holds its task as it was made. */
function latestOf(tasks: readonly Task[]): readonly Task[] {
  const latest = new Map<string, Task>();
  for (const task of tasks) {
    const known = latest.get(task.id);
    if (!known || progressOf(task) >= progressOf(known)) latest.set(task.id, task);
  }
  return [...latest.values()];
}

function progressOf(task: Task): number {
  if (isEnd(task.status)) return endedAt(task) === undefined ? 2 : 3;
  return task.status === "running" ? 1 : 0;
}

function withTask(list: AgentList, task: Task): AgentList {
  if (task.status === "completed") return { ...list, completed_tasks: [...list.completed_tasks, task] };
  if (task.status === "failed") return { ...list, failed_tasks: [...list.failed_tasks, task] };
  if (task.status === "cancelled") return { ...list, cancelled_tasks: [...list.cancelled_tasks, task] };
  if (task.status === "running" && !list.current_task) return { ...list, current_task: task };
  return { ...list, pending_tasks: inRunningOrder([...list.pending_tasks, { ...task, status: "pending" }]) };
}
