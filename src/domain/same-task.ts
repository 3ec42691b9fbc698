import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";

/**
 * Whether two records with one id are of one task. The original tool gave some ids twice, and left a copy in the
 * archive when it tried a task again, so the id alone does not tell.
 */
export function isSameTask(a: Task, b: Task): boolean {
  if (a.id !== b.id || a.agent_id !== b.agent_id) return false;
  if (a.assigned_at === b.assigned_at) return true;
  if (a.created_at && b.created_at) return a.created_at === b.created_at;
  return isEarlierAttempt(a, b) || isEarlierAttempt(b, a);
}

/** Without the records of a task that come after another of the same: `records` begin with what counts most. */
export function firstOfEach<Item extends { readonly task: Task }>(records: readonly Item[]): readonly Item[] {
  const kept = new Map<string, Item[]>();
  return records.filter((record) => {
    const known = kept.get(record.task.id);
    if (known?.some(({ task }) => isSameTask(task, record.task))) return false;
    if (known) known.push(record);
    else kept.set(record.task.id, [record]);
    return true;
  });
}

/** The original's retry takes away the error and gives a new assigned_at; `retry_count` counts the failures so far. */
function isEarlierAttempt(copy: Task, task: Task): boolean {
  return (
    copy.status === "failed" &&
    copy.name === task.name &&
    (task.retry_count ?? 0) >= Math.max(1, copy.retry_count ?? 1) &&
    momentOf(task.assigned_at) > momentOf(copy.assigned_at)
  );
}
