import { isAboutTask } from "../../domain/about-task.ts";
import type { AgentList } from "../../domain/agent-list.ts";
import { withDone } from "../../domain/done-dependencies.ts";
import { endsOf, withEnds } from "../../domain/ends.ts";
import { numberOfTaskId } from "../../domain/task-id.ts";
import { applyChange } from "../apply-change.ts";
import type { Clock } from "../clock.ts";
import { stampCommit } from "../commit.ts";
import type { Change, Changed, Committed, Facts, Need, Warning } from "../store.ts";
import { gatherLinked } from "./gather-linked.ts";
import { prepareArchive } from "./archive.ts";
import { writeCounter } from "./id-counter.ts";
import { type Index, revisionIn } from "./index-file.ts";
import { type JournalEnd, journalEnd } from "./journal.ts";
import type { Layout } from "./layout.ts";
import type { HeldLock } from "./lock.ts";
import { journalMonth, settleCommit, syncListFolder, writeList } from "./outbox.ts";
import { recover } from "./recovery.ts";
import { whereAndWhy } from "./system-error.ts";
import { Superseded, type Writer, writerOf } from "./writer.ts";

/** One change to be made, and what is to be known of it besides. */
export interface ChangeOrder<Result> {
  readonly need: Need;
  readonly change: Change<Result>;
  readonly clock: Clock;
  readonly keepFinished: number;
  readonly operator: string | undefined;
  readonly isNewRoot: boolean;
  /** Whether the lists of other programs have been adopted for this change. */
  readonly isAdopted: boolean;
  /** What a change takes that brings tasks from elsewhere: loaded for it alone. */
  readonly foreign: typeof import("./foreign-work.ts") | undefined;
}

/** The change asks for lists that the lock file does not name: it has to be taken again, for all of them. */
export class MoreAgents extends Error {
  readonly need: Need;

  constructor(need: Need) {
    super();
    this.need = need;
  }
}

/**
 * Makes one change, from recovery to release, all under the lock. Everything is synchronous: no signal
 * and no other work of this process comes in between.
 *
 * @throws Superseded if the lock was taken over before the commit; nothing was changed
 * @throws Unadopted if lists of another program have to be adopted first
 */
export function commitChange<Result>(layout: Layout, lock: HeldLock, order: ChangeOrder<Result>): Committed<Result> {
  const writer = writerOf(layout, lock);
  let isSettled = true;
  let committed: Committed<Result>;
  try {
    const plan = planChange(layout, writer, order);
    isSettled = plan.lists.length === 0;
    const { isDone, warnings } = carryOut(layout, writer, plan);
    isSettled = isDone;
    const { result, saved } = plan;
    committed = { result, warnings: [...plan.warnings, ...warnings], ...(saved && { saved }) };
  } catch (error) {
    release(lock, isSettled); // the reason why nothing was done says more than trouble with the lock file
    throw error;
  }
  return { ...committed, warnings: [...committed.warnings, ...release(lock, isSettled)] };
}

/** A change that has been decided, and nothing of it written. */
interface Plan<Result> {
  readonly result: Result;
  /** The lists with their new content, the one that is the commit first. */
  readonly lists: readonly AgentList[];
  readonly index: Index;
  readonly end: JournalEnd;
  readonly warnings: readonly Warning[];
  /** Where what is replaced was written down. */
  readonly saved: readonly string[] | undefined;
}

/** All that can still be refused: after this only the disk can say no. */
function planChange<Result>(layout: Layout, writer: Writer, order: ChangeOrder<Result>): Plan<Result> {
  const agents = order.need.agents ?? [];
  const { index, lists: known, warnings } = recover(layout, writer, { agents, isAdopted: order.isAdopted });
  const lists = new Map(known.map(({ list }) => [list.agent_id, list]));
  const { facts, changed } = applyChange(order.change, order.need, (need) => {
    if (need.agents?.some((agent) => !agents.includes(agent))) throw new MoreAgents(need);
    return (order.foreign?.gatherForeign ?? gatherLinked)(layout, need, {
      clock: order.clock,
      isNewRoot: order.isNewRoot,
      index,
      lists,
    });
  });
  const { foreign, events = foreign?.journal ?? [] } = changed;
  const end = journalEnd(layout, journalMonth(index, events));
  const ended = withEnds(
    endsOf((id) => facts.tasks.get(id)?.[0]),
    facts.ended,
  );
  const changedLists = (changed.lists ?? []).map((list) => withDone(list, ended));
  const stamp = {
    now: facts.now,
    lastSeq: Math.max(index.last_seq, end.lastSeq),
    revisionOf: (agentId: string) => revisionIn(index, agentId),
    operator: order.operator,
    keepFinished: order.keepFinished,
  };
  const stamped =
    (foreign && order.foreign?.stampForeign(changedLists, events, { ...foreign, stamp })) ??
    stampCommit(changedLists, events, stamp);
  let saved: readonly string[] | undefined;
  if (stamped.length > 0) {
    prepareArchive(layout, writer, events);
    writeCounterOf(layout, writer, facts, changed);
    saved = foreign && order.foreign?.prepareForeign(layout, writer, foreign, { index, time: order.clock() });
  }
  return { result: changed.result, saved, lists: stamped, index, end, warnings };
}

/** What came of the work behind the commit. */
interface Afterwards {
  /** Whether nothing is left to be done by the next holder. */
  readonly isDone: boolean;
  readonly warnings: readonly Warning[];
}

/** The commit, and what follows from it. */
function carryOut(layout: Layout, writer: Writer, { lists: [list], index, end }: Plan<unknown>): Afterwards {
  if (!list) return { isDone: true, warnings: [] };
  const commit = writeList(layout, writer, list); // THE COMMIT: from here on the change is there
  const confirmed = attempt("not_confirmed", () => syncListFolder(layout, list.agent_id));
  const settled = attempt("derived_late", () => settleCommit(layout, writer, index, commit, end));
  return {
    isDone: confirmed.isDone && settled.isDone,
    warnings: [...confirmed.warnings, ...settled.warnings],
  };
}

/** Makes an id's number durable before a task has it. */
function writeCounterOf(layout: Layout, writer: Writer, facts: Facts, changed: Changed<unknown>): void {
  const ids = (changed.events ?? []).filter(isAboutTask).map((event) => event.task_id);
  const used = ids.filter((id) => facts.newIds.includes(id));
  const last = Math.max(0, ...used.map(numberOfTaskId));
  if (last > 0) writeCounter(layout, writer, last);
}

/**
 * After the commit nothing can turn a success into an error. Where our temporary file is gone, somebody has swept: the next
 * holder, who has done the rest, or one that slept while it held the lock, and woke up. So it is not known to be done.
 */
function attempt(problem: Warning["problem"], work: () => unknown): Afterwards {
  try {
    work();
    return { isDone: true, warnings: [] };
  } catch (error) {
    return { isDone: false, warnings: error instanceof Superseded ? [] : [{ problem, ...whereAndWhy(error) }] };
  }
}

function release(lock: HeldLock, isSettled: boolean): readonly Warning[] {
  return attempt("lock_left", () => lock.release({ isSettled })).warnings;
}
