import type { AgentList, Located } from "./agent-list.ts";
import { endedAt } from "./ending.ts";
import type { Task } from "./task.ts";

const FINISHED = ["completed_tasks", "failed_tasks", "cancelled_tasks"] as const;

/** Every place of a list at which the id stands: one, except where the original tool gave an id twice. */
export function findTasks(list: AgentList, id: string): readonly Located[] {
  return placesOf(list).filter(({ task }) => task.id === id);
}

/** The tasks of a list that have not ended: the running one, then those that wait. */
export function openTasks(list: {
  readonly current_task?: AgentList["current_task"];
  readonly pending_tasks: AgentList["pending_tasks"];
}): readonly Task[] {
  return list.current_task ? [list.current_task, ...list.pending_tasks] : list.pending_tasks;
}

/** The tasks of a list that ended, outcome by outcome, each from the oldest to the newest. */
export function finishedTasks(list: Pick<AgentList, (typeof FINISHED)[number]>): readonly Task[] {
  return FINISHED.flatMap((location) => list[location]);
}

/** The task of an id that ended at that time, if the list still holds it; many may be looked for one after another. */
export function findEnded(list: AgentList, id: string, at: string): Task | undefined {
  for (const location of FINISHED) {
    const found = list[location].findLast((task) => task.id === id && endedAt(task) === at);
    if (found) return found;
  }
  return undefined;
}

/** The open tasks that have a key, by it. */
export function openTasksByKey(list: AgentList): ReadonlyMap<string, Task> {
  return new Map(openTasks(list).flatMap((task) => (task.key ? [[task.key, task]] : [])));
}

/** Every task of a list with its place. */
export function placesOf(list: AgentList): readonly Located[] {
  const agent_id = list.agent_id;
  const current: Located[] = list.current_task ? [{ task: list.current_task, agent_id, location: "current_task" }] : [];
  const pending = list.pending_tasks.map((task): Located => ({ task, agent_id, location: "pending_tasks" }));
  const finished = FINISHED.flatMap((location) =>
    list[location].map((task): Located => ({ task, agent_id, location })),
  );
  return [...current, ...pending, ...finished];
}

/** A list with one more task among those that ended as it did. */
export function withEnded(list: AgentList, task: Task): AgentList {
  if (task.status === "completed") return { ...list, completed_tasks: [...list.completed_tasks, task] };
  if (task.status === "failed") return { ...list, failed_tasks: [...list.failed_tasks, task] };
  return { ...list, cancelled_tasks: [...list.cancelled_tasks, task] };
}
