import type { AgentList, Totals } from "../../domain/agent-list.ts";
import { endedAt } from "../../domain/ending.ts";
import { finishedTasks } from "../../domain/find-task.ts";
import type { Task } from "../../domain/task.ts";
import { momentOf } from "../../domain/timestamp.ts";
import { countEnd } from "../../domain/totals.ts";
import { type IndexEntry, readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";

/**
 * A list that another program has written over ours, without what only we write: it counts on from what the index knew.
 * For readers; the next writer adopts the list, and counts by the journal.
 */
export function withKnownTotals(layout: Layout, list: AgentList): AgentList {
  const entry = readIndex(layout)?.agents.find(({ agent_id }) => agent_id === list.agent_id);
  if (!entry) return list;
  const fresh = finishedTasks(list).filter((task) => isAfter(task, entry.last_updated));
  return { ...list, totals: totalsWith(entry, fresh) };
}

/** What the index knew, and some tasks more. */
export function totalsWith({ totals }: IndexEntry, fresh: readonly Task[]): Totals {
  return fresh.reduce((sum, task) => countEnd(sum, task, 1), totals);
}

/** Whether a task ended after our last change: what tells new ones apart where the journal does not. */
export function isAfter(task: Task, lastUpdated: string | null): boolean {
  const ended = endedAt(task);
  return ended !== undefined && lastUpdated !== null && momentOf(ended) > momentOf(lastUpdated);
}
