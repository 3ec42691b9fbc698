import type { Located } from "../../../domain/agent-list.ts";
import { endedAt, isEnd } from "../../../domain/ending.ts";
import { isSameTask } from "../../../domain/same-task.ts";
import { momentOf } from "../../../domain/timestamp.ts";

/** Records of one task, the one that counts first. */
export type TaskRecords = readonly [Located, ...Located[]];

/** Groups records with one id into tasks. Of several records of one task the one that has come farthest counts, in the list that is its own. */
export function sameTaskGroups(records: readonly Located[]): readonly TaskRecords[] {
  const groups: [Located, ...Located[]][] = [];
  for (const record of records.toSorted(byProgress)) {
    const group = groups.find(([first]) => isSameTask(first.task, record.task));
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
  return rank(a, CLAIMS) - rank(b, CLAIMS) || momentOf(timeOf(a)) - momentOf(timeOf(b));
}

const CLAIMS = ["running", "ended", "pending"];
const PROGRESS = ["ended", "running", "pending"];

function byProgress(a: Located, b: Located): number {
  return Number(isElsewhere(a)) - Number(isElsewhere(b)) || rank(a, PROGRESS) - rank(b, PROGRESS);
}

/** Whether it stands in another agent's list than its own. */
function isElsewhere({ task, agent_id }: Located): boolean {
  return task.agent_id !== agent_id;
}

function rank({ task }: Located, order: readonly string[]): number {
  return order.indexOf(isEnd(task.status) ? "ended" : task.status);
}

function timeOf({ task }: Located): string {
  return endedAt(task) ?? task.assigned_at;
}
