import { childrenOf } from "../domain/labels.ts";
import { type StatusCount, countByStatus } from "../domain/status-count.ts";
import type { Task } from "../domain/task.ts";
import type { App } from "./operation.ts";

/** How far the parts of tasks have come, by the ids of those that have some. */
export async function countParts(app: App, tasks: readonly Task[]): Promise<Readonly<Record<string, StatusCount>>> {
  const whole = tasks.filter((task) => childrenOf(task).length > 0);
  const { tasks: parts } = await app.store.read({ tasks: whole.flatMap(childrenOf) });
  const statusesOf = (task: Task) => childrenOf(task).flatMap((id) => parts.get(id)?.[0]?.task.status ?? []);
  return Object.fromEntries(whole.map((task) => [task.id, countByStatus(statusesOf(task))]));
}
