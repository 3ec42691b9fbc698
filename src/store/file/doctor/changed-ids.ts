import type { Located } from "../../../domain/agent-list.ts";
import { openTasks } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import type { Retold } from "../../../domain/replay.ts";
import { isSameTask } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import type { Move } from "./move.ts";

/**
 * Open records whose id somebody has changed: the journal does not know it, but a task of the same name and time of
 * creation that no list has. Where several could be meant, nobody is: tasks of one call share their time.
 */
export function changedIds(places: readonly Located[], told: ReadonlyMap<string, Retold>): readonly Move[] {
  const open = groupBy(
    places.filter(({ location }) => location === "current_task" || location === "pending_tasks"),
    ({ agent_id }) => agent_id,
  );
  const listed = new Set(places.map(({ agent_id, task }) => `${agent_id} ${task.id}`));
  return [...told].flatMap(([agent_id, { list }]) => {
    const known = groupBy(openTasks(list), ({ id }) => id);
    const isTold = ({ task }: Located) => known.get(task.id)?.some((other) => isSameTask(other, task)) ?? false;
    const strange = groupBy(
      (open.get(agent_id) ?? []).filter((place) => !isTold(place)),
      ({ task }) => originOf(task),
    );
    if (strange.size === 0) return [];
    const missing = groupBy(
      openTasks(list).filter(({ id }) => !listed.has(`${agent_id} ${id}`)),
      originOf,
    );
    return [...missing].flatMap(([origin, [task, ...others]]): readonly Move[] => {
      const [from, ...twins] = origin === undefined ? [] : (strange.get(origin) ?? []);
      const isClear = others.length === 0 && twins.length === 0;
      return task && from && isClear ? [{ from, to: { agent_id, task_id: task.id } }] : [];
    });
  });
}

/** What stays as it is whatever becomes of a task; the original tool does not write it. */
function originOf({ created_at, name }: Task): string | undefined {
  return created_at ? `${created_at} ${name}` : undefined;
}
