import type { Located } from "../../../domain/agent-list.ts";
import { endKeyOf, isEnd } from "../../../domain/ending.ts";
import { openTasks } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import type { Retold } from "../../../domain/retold.ts";
import { isSameTask } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import { momentOf } from "../../../domain/timestamp.ts";
import type { Move } from "./move.ts";
import type { ArchiveCopy } from "./survey.ts";

/**
 * Records that go under another id in journal and archive than in their list: somebody has changed it there, or a repair
 * that gave them a new one was interrupted before it came to the lists.
 */
export function changedIds(
  places: readonly Located[],
  told: ReadonlyMap<string, Retold>,
  copies: readonly ArchiveCopy[],
): readonly Move[] {
  const byAgent = groupBy(places, ({ agent_id }) => agent_id);
  return [
    ...[...told].flatMap(([agentId, { list }]) => changedOpen(byAgent.get(agentId) ?? [], openTasks(list), agentId)),
    ...changedEnded(places, copies),
  ];
}

/**
 * Open records that the journal does not know, and of which it tells under an id that no list has. Where several could be
 * meant, nobody is: tasks of one call share name and time.
 */
function changedOpen(places: readonly Located[], told: readonly Task[], agent_id: string): readonly Move[] {
  const listed = new Set(places.map(({ task }) => task.id));
  const missing = told.filter(({ id }) => !listed.has(id));
  if (missing.length === 0) return [];
  const known = groupBy(told, ({ id }) => id);
  const isTold = ({ task }: Located) => known.get(task.id)?.some((other) => isSameTask(other, task)) ?? false;
  const open = places.filter(({ task }) => !isEnd(task.status));
  // A new id tells by itself whose it is, also where others have written on meanwhile.
  const formers = groupBy(open, ({ task }) => formerKey(task, task.id));
  const origins = groupBy(
    open.filter((place) => !isTold(place)),
    ({ task }) => originOf(task),
  );
  const missingOrigins = groupBy(missing, originOf);
  return missing.flatMap((task): readonly Move[] => {
    const renumbered = task.former_id ? formers.get(formerKey(task, task.former_id)) : undefined;
    const origin = originOf(task);
    const isClear = origin !== undefined && missingOrigins.get(origin)?.length === 1;
    const [from, ...others] = renumbered ?? (isClear ? (origins.get(origin) ?? []) : []);
    return from && others.length === 0 ? [{ from, to: { agent_id, task_id: task.id } }] : [];
  });
}

/** Finished records whose copies stand in the archive under the id that a repair gave them. */
function changedEnded(places: readonly Located[], copies: readonly ArchiveCopy[]): readonly Move[] {
  const renumbered = copies.flatMap(({ task }) => (task.former_id ? [{ task, former_id: task.former_id }] : []));
  if (renumbered.length === 0) return [];
  const ended = groupBy(
    places.filter(({ task }) => isEnd(task.status)),
    ({ agent_id, task }) => `${agent_id} ${endKeyOf(task)} ${task.name}`,
  );
  return renumbered.flatMap(({ task, former_id }): readonly Move[] => {
    const key = `${task.agent_id} ${endKeyOf({ ...task, id: former_id })} ${task.name}`;
    const from = ended.get(key)?.[0];
    return from ? [{ from, to: { agent_id: task.agent_id, task_id: task.id } }] : [];
  });
}

function formerKey({ name, assigned_at }: Task, id: string): string {
  return `${id} ${momentOf(assigned_at)} ${name}`;
}

/** What stays as it is whatever becomes of a task; the original tool does not write it. */
function originOf({ created_at, name }: Task): string | undefined {
  return created_at ? `${created_at} ${name}` : undefined;
}
