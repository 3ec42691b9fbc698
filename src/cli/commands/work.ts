import { leaseEnd } from "../../domain/lease.ts";
import type { WorkResult } from "../../app/work-on-task.ts";

/** What `note` and `renew` print. */
export function workJson({ task_id, attempt, task, changed }: WorkResult): object {
  const lease_expires_at = leaseEnd(task);
  return { task_id, attempt, ...(lease_expires_at && { lease_expires_at }), ...(!changed && { changed }) };
}
