import type { AgentList } from "../../domain/agent-list.ts";
import { endedAt } from "../../domain/ending.ts";
import type { EventDraft } from "../../domain/event.ts";
import { firstOfEach } from "../../domain/same-task.ts";
import type { Task } from "../../domain/task.ts";
import { addCompleted, totalsOf } from "../../domain/totals.ts";
import type { Totals } from "../../domain/agent-list.ts";
import { trimFinished } from "../../domain/trim.ts";
import type { IndexEntry } from "./index-file.ts";
import { type Told, endOf } from "./journal-state.ts";
import type { ListFile } from "./list-file.ts";

export interface AdoptionDraft extends EventDraft {
  readonly revision: number;
}

/** What is to become of one list that another program has written. */
export interface Adoption {
  readonly file: ListFile;
  /** The list as it will be. */
  readonly list: AgentList;
  /** Its finished tasks: each must have its copy in the archive. */
  readonly ended: readonly Task[];
  /** A line for each task of which the journal says something else, or nothing. */
  readonly drafts: readonly AdoptionDraft[];
  /** Whether the list has to be written. */
  readonly isChanged: boolean;
}

export interface AdoptionFacts {
  readonly file: ListFile;
  /** What the index knew of the queue: it was ours before another program wrote its list. */
  readonly entry: IndexEntry | undefined;
  readonly told: Told;
  /** The tasks of which the archive has a copy under this agent; undefined if it was ours before: then they are known. */
  readonly archived: readonly Task[] | undefined;
  readonly now: string;
  readonly keepFinished: number;
}

/** Decides how a list is taken over. Nothing that it says of its tasks is changed. */
export function planAdoption({ file, entry, told, archived, now, keepFinished }: AdoptionFacts): Adoption {
  const { list } = file;
  const revision = Math.max(list.revision, entry?.revision ?? 0) + 1;
  const open = [...(list.current_task ? [list.current_task] : []), ...list.pending_tasks];
  const finished = [...list.completed_tasks, ...list.failed_tasks, ...list.cancelled_tasks];
  const listed = [...open, ...finished];
  const archivedOnly = onlyArchived(listed, archived ?? []);
  const kept = trimFinished(list, keepFinished, new Set());
  const hot = new Set([...kept.completed_tasks, ...kept.failed_tasks, ...kept.cancelled_tasks]);
  const draft = (task: Task, isListed: boolean): AdoptionDraft => ({
    ...draftOf(task, list.agent_id, now),
    revision,
    ...(isListed && { task }),
  });
  const drafts = [
    ...open.filter((task) => told.statuses.get(task.id) !== task.status).map((task) => draft(task, true)),
    ...finished.filter((task) => !isTold(task, told)).map((task) => draft(task, hot.has(task))),
    ...archivedOnly.filter((task) => !isTold(task, told)).map((task) => draft(task, false)),
  ];
  const totals = totalsAfter(
    file,
    entry,
    finished.filter((task) => !isTold(task, told, entry?.revision)),
  );
  return {
    file,
    list: {
      ...kept,
      revision,
      totals: archivedOnly.length === 0 ? totals : { ...totals, archived_only: archivedOnly.length },
      outbox: { events: [] },
    },
    ended: finished.filter((task) => endedAt(task) !== undefined),
    drafts,
    isChanged: !file.isOurs || drafts.length > 0,
  };
}

/** The line for one task. What ended stands under the time of its end, what is open under that of the adoption. */
export function draftOf(task: Task, agent_id: string, now: string): EventDraft {
  const ended = endedAt(task);
  const { id, status, priority, assigned_at, started_at } = task;
  return {
    at: ended ?? now,
    agent_id,
    task_id: id,
    action: "adopted",
    old_status: null,
    new_status: status,
    // Without the time of its end it is in no archive, and stays in the list: nobody looks for it by these.
    ...(ended !== undefined && { priority, assigned_at, started_at: started_at ?? null }),
  };
}

/** Of the archive copies those of tasks that no list has: neither the same task, nor one that was tried again. */
function onlyArchived(listed: readonly Task[], archived: readonly Task[]): readonly Task[] {
  const all = firstOfEach([...listed, ...archived].map((task) => ({ task })));
  return all.map(({ task }) => task).slice(firstOfEach(listed.map((task) => ({ task }))).length);
}

/** Whether the journal tells of this end of the task, up to a revision. */
function isTold(task: Task, { ends, statuses }: Told, upTo = Infinity): boolean {
  const ended = endedAt(task);
  if (ended === undefined) return statuses.get(task.id) === task.status;
  const revision = ends.get(endOf(task.id, ended));
  return revision !== undefined && revision <= upTo;
}

/** What was counted before, and what ended since. A list that was never counted has all of its finished tasks. */
function totalsAfter({ list }: ListFile, entry: IndexEntry | undefined, fresh: readonly Task[]): Totals {
  return entry ? fresh.reduce(addEnded, entry.totals) : totalsOf(list);
}

function addEnded(totals: Totals, task: Task): Totals {
  if (task.status === "completed") return addCompleted(totals, task);
  if (task.status === "failed") return { ...totals, failed: totals.failed + 1 };
  return { ...totals, cancelled: totals.cancelled + 1 };
}
