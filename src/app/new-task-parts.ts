import type { AgentList, Located } from "../domain/agent-list.ts";
import { addChildren, withChildren } from "../domain/children.ts";
import { TaskListError } from "../domain/errors.ts";
import type { EventDraft } from "../domain/event.ts";
import { openTasks } from "../domain/find-task.ts";
import { groupBy } from "../domain/group-by.ts";
import type { NewTask } from "../domain/new-tasks.ts";
import type { Facts, Need } from "../store/store.ts";

type Additions = ReadonlyMap<string, NewTask>;

/** New tasks with the ids of their parts, where both are new. */
export function withParts(additions: Additions): Additions {
  const parts = partsOf(additions);
  return new Map(
    [...additions].map(([id, content]) => {
      const children = parts.get(id);
      return [id, children ? { ...content, children: withChildren([], children) } : content];
    }),
  );
}

interface Told {
  readonly lists: readonly AgentList[];
  readonly events: readonly EventDraft[];
}

/**
 * Gives the tasks that were there before the ids of their new parts. Their lists come behind the own one.
 *
 * @throws INVALID_TRANSITION if such a task has ended
 */
export function tellParents(own: AgentList, additions: Additions, facts: Facts): Told | { readonly need: Need } {
  const lists = new Map([[own.agent_id, own]]);
  const events: EventDraft[] = [];
  for (const [id, children] of partsOf(additions)) {
    if (id === undefined || additions.has(id)) continue;
    const place = facts.tasks.get(id)?.[0];
    const list = place && (lists.get(place.agent_id) ?? facts.lists.get(place.agent_id));
    if (place && !list) return { need: { agents: [place.agent_id] } };
    const parent = list && openTasks(list).find((task) => task.id === id);
    if (!list || !parent) throw endedParent(id, place);
    const step = addChildren(list, parent, children, facts.now);
    lists.set(step.list.agent_id, step.list);
    events.push(step.event);
  }
  return { lists: [...lists.values()], events };
}

/** The new tasks by that of which each is a part. */
function partsOf(additions: Additions): ReadonlyMap<string | undefined, readonly string[]> {
  return groupBy([...additions.keys()], (id) => additions.get(id)?.labels?.parent_id);
}

function endedParent(task_id: string, place: Located | undefined): TaskListError {
  if (!place) return new TaskListError("TASK_NOT_FOUND", { task_id });
  const { agent_id, task } = place;
  return new TaskListError("INVALID_TRANSITION", { agent_id, task_id, task_status: task.status, action: "edit" });
}
