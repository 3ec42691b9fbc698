import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";

/** Whether two records with one id are of one task: the original tool gave some ids twice, so the id alone does not tell. */
export function isSameTask(a: Task, b: Task): boolean {
  if (a.id !== b.id || a.agent_id !== b.agent_id) return false;
  if (a.created_at && b.created_at) return a.created_at === b.created_at;
  return a.assigned_at === b.assigned_at && a.name === b.name;
}

/** Without the records that an earlier one covers: `records` begin with what counts most. */
export function firstOfEach<Item extends { readonly task: Task }>(records: readonly Item[]): readonly Item[] {
  const kept = new Map<string, Item[]>();
  return records.filter((record) => {
    const known = kept.get(record.task.id);
    if (known?.some(({ task }) => isCoveredBy(record.task, task))) return false;
    if (known) known.push(record);
    else kept.set(record.task.id, [record]);
    return true;
  });
}

/** Whether a record says less than another of the same task: it is the same once more, or an attempt before a retry. */
export function isCoveredBy(record: Task, task: Task): boolean {
  return isSameTask(record, task) || isEarlierAttempt(record, task);
}

/**
 * The original tool left a copy in the archive when it tried a task again. Its retry takes away the error and gives a new
 * assigned_at; `retry_count` counts the failures so far.
 */
function isEarlierAttempt(record: Task, task: Task): boolean {
  return (
    record.id === task.id &&
    record.agent_id === task.agent_id &&
    record.status === "failed" &&
    record.name === task.name &&
    (task.retry_count ?? 0) >= Math.max(1, record.retry_count ?? 1) &&
    // The original tool's stamps are whole seconds.
    momentOf(task.assigned_at) >= Math.floor(momentOf(record.assigned_at) / 1000) * 1000
  );
}
