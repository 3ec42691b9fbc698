import type { Located } from "../../../domain/agent-list.ts";
import { attemptOf } from "../../../domain/attempts.ts";
import { endedAt, isEnd } from "../../../domain/ending.ts";
import { isCoveredBy, isSameTask } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import { momentOf } from "../../../domain/timestamp.ts";

/** Records of one task, the one that counts first. */
export type TaskRecords = readonly [Located, ...Located[]];

/** Groups records with one id into tasks. Of several records of one task the one that has come farthest counts, in the list that is its own. */
export function sameTaskGroups(records: readonly Located[]): readonly TaskRecords[] {
  const groups: [Located, ...Located[]][] = [];
  for (const record of records.toSorted(byPlaceAndProgress)) {
    const group = groups.find(([first]) => isCoveredBy(record.task, first.task));
    if (group) group.push(record);
    else groups.push([record]);
  }
  return groups;
}

/**
 * Orders tasks that share an id by their claim to it: the running one is known to the agent that works on it, those that
 * ended to whoever has read of them; of those that wait the one that was assigned first.
 */
export function byClaim(a: Located, b: Located): number {
  return rank(a.task, CLAIMS) - rank(b.task, CLAIMS) || momentOf(timeOf(a.task)) - momentOf(timeOf(b.task));
}

const CLAIMS = ["running", "ended", "pending"];
const PROGRESS = ["ended", "running", "pending"];

/**
 * Orders records of one task: the one that has come farthest first. A retry assigns it anew, and begins a later attempt;
 * a lease that ran out does the latter only.
 */
export function byProgress(a: Task, b: Task): number {
  return (
    momentOf(b.assigned_at) - momentOf(a.assigned_at) ||
    attemptOf(b) - attemptOf(a) ||
    rank(a, PROGRESS) - rank(b, PROGRESS)
  );
}

/** Whether two records are of one attempt at a task: a retry assigns it anew. */
export function isSameAttempt(a: Task, b: Task): boolean {
  return isSameTask(a, b) && momentOf(a.assigned_at) === momentOf(b.assigned_at) && attemptOf(a) === attemptOf(b);
}

function byPlaceAndProgress(a: Located, b: Located): number {
  return Number(isElsewhere(a)) - Number(isElsewhere(b)) || byProgress(a.task, b.task);
}

/** Whether it stands in another agent's list than its own. */
function isElsewhere({ task, agent_id }: Located): boolean {
  return task.agent_id !== agent_id;
}

function rank(task: Task, order: readonly string[]): number {
  return order.indexOf(isEnd(task.status) ? "ended" : task.status);
}

function timeOf(task: Task): string {
  return endedAt(task) ?? task.assigned_at;
}
