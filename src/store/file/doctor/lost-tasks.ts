import { openTasks, placesOf } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import type { Retold } from "../../../domain/retold.ts";
import { isSameTask } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import type { ListFile } from "../list-file.ts";
import { isSameAttempt } from "./claims.ts";
import type { Move } from "./move.ts";
import type { ArchiveCopy } from "./survey.ts";

interface Evidence {
  /** What the journal tells of each agent. */
  readonly told: ReadonlyMap<string, Retold>;
  readonly copies: readonly ArchiveCopy[];
  /** The records that get back the ids that the journal knows. */
  readonly changed: readonly Move[];
}

/** The open tasks of which the journal tells, up to each list's last change, and that neither a list nor the archive has. */
export function lostTasks(
  files: ReadonlyMap<string, ListFile>,
  { told, copies, changed }: Evidence,
): ReadonlyMap<string, readonly Task[]> {
  const restored = new Set(changed.map(({ to }) => to.task_id));
  const places = groupBy(
    [...files.values()].flatMap(({ list }) => placesOf(list)),
    ({ task }) => task.id,
  );
  const archived = groupBy(copies, ({ task }) => task.id);
  const isThere = (task: Task, agentId: string) =>
    (places.get(task.id)?.some((place) => place.agent_id === agentId || isSameTask(place.task, task)) ?? false) ||
    (archived.get(task.id)?.some((copy) => isSameAttempt(copy.task, task)) ?? false);
  const lost = [...files.values()].map(({ list, isOurs }): [string, readonly Task[]] => {
    const retold = told.get(list.agent_id)?.list;
    const isToldLess = isOurs && list.revision > (retold?.revision ?? 0);
    const open = retold && !isToldLess ? openTasks(retold) : [];
    return [list.agent_id, open.filter((task) => !restored.has(task.id) && !isThere(task, list.agent_id))];
  });
  return new Map(lost.filter(([, tasks]) => tasks.length > 0));
}
