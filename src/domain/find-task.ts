import type { AgentList, Located } from "./agent-list.ts";
import type { Task } from "./task.ts";

const FINISHED = ["completed_tasks", "failed_tasks", "cancelled_tasks"] as const;

/** Every place of a list at which the id stands: one, except where the original tool gave an id twice. */
export function findTasks(list: AgentList, id: string): readonly Located[] {
  return placesOf(list).filter(({ task }) => task.id === id);
}

/** The open task (running or pending) that has the key. */
export function findOpenKey(list: AgentList, key: string): Task | undefined {
  if (list.current_task?.key === key) return list.current_task;
  return list.pending_tasks.find((task) => task.key === key);
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
