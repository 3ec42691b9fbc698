import type { TaskEvent } from "../../src/domain/event.ts";
import type { Task } from "../../src/domain/task.ts";

/** The tasks as the journal tells of them. What was adopted without its task is left out: only the archive has it. */
export function replay(events: readonly TaskEvent[]): readonly Task[] {
  const tasks = new Map<string, Task>();
  for (const event of inOrder(events)) {
    const key = keyOf(event, tasks);
    if (event.action === "moved" || event.action === "lost") {
      tasks.delete(key);
      continue;
    }
    const known = tasks.get(key);
    const isOfArchive = event.action === "adopted" && !event.task && !event.superseded;
    if (isOfArchive && known?.assigned_at === event.assigned_at) tasks.delete(key);
    const before = event.task ?? tasks.get(key);
    if (!before) continue; // what is not told of lists and archive is found by comparing these with what is
    tasks.set(key, { ...before, ...event.changes });
  }
  return [...tasks.values()];
}

/** Where the original tool gave an agent's id twice, the open task is the one that changes. */
function keyOf({ agent_id, task_id, task, old_status }: TaskEvent, tasks: ReadonlyMap<string, Task>): string {
  if (task) return `${agent_id} ${task_id} ${task.created_at ? "" : task.name}`;
  const candidates = [...tasks].filter(([key]) => key.startsWith(`${agent_id} ${task_id} `));
  return (candidates.find(([, { status }]) => status === old_status) ?? candidates[0])?.[0] ?? "";
}

/** As readers take them: a seq that is not larger than the last one is an event that was read before. */
export function inOrder(events: readonly TaskEvent[]): readonly TaskEvent[] {
  let last = 0;
  return events.filter(({ seq }) => {
    const isNew = seq > last;
    last = Math.max(last, seq);
    return isNew;
  });
}
