import type { AgentList } from "./agent-list.ts";
import { renewed } from "./lease.ts";
import { notesOf, withNote } from "./notes.ts";
import { badAction, changeEvent, type Step } from "./step.ts";
import type { Task } from "./task.ts";
import type { Moment } from "./timestamp.ts";

/** What somebody who works on a task says of it. */
export interface NewNote {
  readonly message: string;
  /** 0 to 100. */
  readonly progress?: number | undefined;
}

/**
 * Notes something down about the current task, whose lease begins anew. What its last note says is not noted again: a
 * caller that was killed repeats its call. Undefined if nothing changes.
 *
 * @throws INVALID_TRANSITION if the task is not running
 */
export function noteTask(list: AgentList, task: Task, note: NewNote, moment: Moment): Step | undefined {
  if (list.current_task !== task) throw badAction(list, task, "note");
  const { message, progress } = note;
  const last = notesOf(task).at(-1);
  if (last?.message === message && last.progress === progress) return renewTask(list, task, moment);
  const { now, clock } = moment;
  const added = { at: now, message, ...(progress !== undefined && { progress }) };
  const kept = renewed(task, clock);
  const noted = withNote(kept, added);
  const event = changeEvent(list, { action: "note", before: task, after: kept, now });
  return { list: { ...list, current_task: noted }, task: noted, event: { ...event, note: added } };
}

/**
 * Begins the lease of the current task anew; undefined if it has none.
 *
 * @throws INVALID_TRANSITION if the task is not running
 */
export function renewTask(list: AgentList, task: Task, { now, clock }: Moment): Step | undefined {
  if (list.current_task !== task) throw badAction(list, task, "renew");
  const after = renewed(task, clock);
  if (after === task) return undefined;
  const event = changeEvent(list, { action: "renew", before: task, after, now });
  return { list: { ...list, current_task: after }, task: after, event };
}
