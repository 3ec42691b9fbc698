import type { TaskEvent } from "../../src/domain/event.ts";
import type { Task } from "../../src/domain/task.ts";

/** The tasks of each agent as the journal tells of them, by agent and id. */
export function replay(events: readonly TaskEvent[]): Map<string, Map<string, Task>> {
  const agents = new Map<string, Map<string, Task>>();
  for (const event of inOrder(events)) {
    const tasks = agents.get(event.agent_id) ?? new Map<string, Task>();
    agents.set(event.agent_id, tasks);
    const before = event.task ?? tasks.get(event.task_id);
    if (!before) throw new Error(`${event.action} of ${event.task_id}, which the journal does not know`);
    tasks.set(event.task_id, { ...before, ...event.changes });
  }
  return agents;
}

/** As readers take them: a seq that is not larger than the last one is an event that was read before. */
function inOrder(events: readonly TaskEvent[]): readonly TaskEvent[] {
  let last = 0;
  return events.filter(({ seq }) => {
    const isNew = seq > last;
    last = Math.max(last, seq);
    return isNew;
  });
}
