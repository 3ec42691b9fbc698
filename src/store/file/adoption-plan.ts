import { isDeepStrictEqual } from "node:util";
import { adoptedEvent } from "../../domain/adopted.ts";
import type { AgentList, Totals } from "../../domain/agent-list.ts";
import { endKeyOf, endedAt, taskIdOfEnd } from "../../domain/ending.ts";
import type { EventDraft } from "../../domain/event.ts";
import { finishedTasks, openTasks } from "../../domain/find-task.ts";
import type { Retold } from "../../domain/retold.ts";
import { firstOfEach, isCoveredBy } from "../../domain/same-task.ts";
import type { Task } from "../../domain/task.ts";
import { countEnd, totalsOf } from "../../domain/totals.ts";
import { trimFinished } from "../../domain/trim.ts";
import type { IndexEntry } from "./index-file.ts";
import { isAfter, totalsWith } from "./known-totals.ts";
import { withListFields } from "./adopted-fields.ts";
import type { ListFile } from "./list-file.ts";
import { untoldTasks } from "./untold-tasks.ts";

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
  /** Whether the list was ours, and another program has put something else into it. */
  readonly isOverwritten: boolean;
}

export interface AdoptionFacts {
  readonly file: ListFile;
  /** What the index knew of the queue; undefined if it was never ours, or that is not known any more. */
  readonly entry: IndexEntry | undefined;
  /** What the journal tells of the agent. */
  readonly told: Retold;
  /** The archive's copies of this agent's tasks, the last that ended first; undefined if they are known to the journal. */
  readonly archived: readonly Task[] | undefined;
  /** The archive's copies of one id. */
  readonly copiesOf: (id: string) => readonly Task[];
  readonly now: string;
  readonly keepFinished: number;
}

/** Decides how a list is taken over. Nothing that it says of its tasks is changed. */
export function planAdoption(facts: AdoptionFacts): Adoption {
  const { file, entry, told, archived = [], now, keepFinished } = facts;
  const { list } = file;
  const revision = Math.max(list.revision, entry?.revision ?? 0, told.list.revision) + 1;
  const finished = finishedTasks(list);
  const kept = trimFinished(list, keepFinished, new Set());
  const hot = new Set(finishedTasks(kept));
  // Of a task that the journal never brought in it may tell an end, and no more.
  const held = new Set(finishedTasks(told.list).map(endKeyOf));
  const changed = untoldTasks(openTasks(list), openTasks(told.list));
  const toldIds = new Set([...told.ends.keys()].map(taskIdOfEnd));
  const reopened = changed.map((task) => ({ task, ends: toldIds.has(task.id) ? endsToldOf(task, facts) : [] }));
  const others = othersOf([...openTasks(list), ...finished], archived);
  const line = (task: Task) => ({ ...adoptedEvent(task, list.agent_id, now), revision });
  const drafts: readonly AdoptionDraft[] = [
    ...reopened.map(({ task, ends }) => ({
      ...line(task),
      ...(ends.length > 0 && { reopens: ends.map((end) => endedAt(end) ?? now) }),
      task,
    })),
    ...finished
      .filter((task) => !isTold(task, told) || (hot.has(task) && !held.has(endKeyOf(task))))
      .map((task) => ({ ...line(task), ...(hot.has(task) && { task }) })),
    ...others.only
      .filter((task) => !isTold(task, told))
      .map((task) => ({ ...line(task), ...(entry === undefined && { archived_only: true as const }) })),
    ...supersededOf(others, told, new Set(reopened.flatMap(({ ends }) => ends.map(endKeyOf)))).map((task) => ({
      ...line(task),
      superseded: true as const,
    })),
  ];
  const totals = totalsAfter(facts, {
    finished,
    reopened: reopened.flatMap(({ ends }) => ends),
    archivedOnly: others.only,
  });
  return {
    file,
    list: {
      ...kept,
      revision,
      totals,
      outbox: { events: [] },
    },
    ended: finished.filter((task) => endedAt(task) !== undefined),
    drafts: withListFields(drafts, list, told),
    isChanged: !file.isOurs || drafts.length > 0 || list.revision !== entry?.revision,
    isOverwritten:
      entry !== undefined && isIntact(told, entry) && (drafts.length > 0 || list.revision !== entry.revision),
  };
}

/** The lines for an agent of which only the archive has tasks. */
export function draftsWithoutList(agentId: string, archived: readonly Task[], told: Retold, now: string) {
  const others = othersOf([], archived);
  const line = (task: Task): AdoptionDraft => ({ ...adoptedEvent(task, agentId, now), revision: 1 });
  return [
    ...others.only.filter((task) => !isTold(task, told)).map(line),
    ...supersededOf(others, told, new Set()).map((task) => ({ ...line(task), superseded: true as const })),
  ];
}

/** The ends of an open task that the journal tells of: another program has brought it back, or an old list. */
function endsToldOf(task: Task, { told, copiesOf }: AdoptionFacts): readonly Task[] {
  return copiesOf(task.id).filter((copy) => isCoveredBy(copy, task) && isTold(copy, told));
}

/** Of the archive's copies those of tasks that no list has, and those that say less than another record of their task. */
interface Others {
  readonly only: readonly Task[];
  readonly covered: readonly Task[];
}

function othersOf(listed: readonly Task[], archived: readonly Task[]): Others {
  const all = [...listed, ...archived].map((task) => ({ task }));
  const firsts = new Set(firstOfEach(all).map(({ task }) => task));
  const ends = new Set(listed.map(endKeyOf));
  return {
    only: archived.filter((task) => firsts.has(task)),
    covered: archived.filter((task) => !firsts.has(task) && !ends.has(endKeyOf(task))),
  };
}

/** The copies that say less than another record, and of which the journal does not know that yet. */
function supersededOf({ covered }: Others, told: Retold, reopened: ReadonlySet<string | undefined>): readonly Task[] {
  return covered.filter((task) => {
    const end = endKeyOf(task);
    return (!isTold(task, told) || reopened.has(end)) && !told.superseded.has(end ?? "");
  });
}

/** Whether the journal tells of this end of the task, up to a revision. */
function isTold(task: Task, { ends, list }: Retold, upTo = Infinity): boolean {
  const end = endKeyOf(task);
  if (end === undefined) return finishedTasks(list).some((other) => isDeepStrictEqual(other, task));
  const known = ends.get(end);
  return known !== undefined && known.revision <= upTo;
}

interface Ends {
  readonly finished: readonly Task[];
  readonly reopened: readonly Task[];
  readonly archivedOnly: readonly Task[];
}

/**
 * What was counted before, and what ended or came back since. A list that was never counted has all of its finished
 * tasks; if the journal tells of more, it was ours once. What only the archive has was never counted.
 */
function totalsAfter(
  { file: { list }, entry, told }: AdoptionFacts,
  { finished, reopened, archivedOnly }: Ends,
): Totals {
  if (!entry) {
    const counted = archivedOnly.filter(
      (task) => isTold(task, told) && !told.ends.get(endKeyOf(task) ?? "")?.isArchivedOnly,
    );
    const totals = counted.reduce((sum, task) => countEnd(sum, task, 1), totalsOf(list));
    const rest = archivedOnly.length - counted.length;
    return rest === 0 ? totals : { ...totals, archived_only: rest };
  }
  const fresh = finished.filter((task) =>
    isIntact(told, entry) ? !isTold(task, told, entry.revision) : isAfter(task, entry.last_updated),
  );
  return reopened.reduce((totals, task) => countEnd(totals, task, -1), totalsWith(entry, fresh));
}

/** Whether the journal tells of all that was counted, up to the last change of ours: it may have been lost, or cut. */
function isIntact({ list, ends, purged }: Retold, { revision, totals }: IndexEntry): boolean {
  const { completed, failed, cancelled } = totals;
  return list.revision >= revision && ends.size + purged.count >= completed + failed + cancelled;
}
