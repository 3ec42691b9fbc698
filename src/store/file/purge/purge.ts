import type { AgentList } from "../../../domain/agent-list.ts";
import { TaskListError, invalid } from "../../../domain/errors.ts";
import { PURGED, versionFields } from "../../../domain/schema-version.ts";
import { type Clock, timestamp } from "../../clock.ts";
import type { PurgeOptions, PurgeReport } from "../../store-care.ts";
import type { Warning } from "../../store.ts";
import { adoptLists } from "../adopt.ts";
import { agentFolders } from "../agent-folders.ts";
import { lastIdNumber } from "../id-counter.ts";
import { type Index, writeIndex } from "../index-file.ts";
import type { Layout } from "../layout.ts";
import { readList } from "../list-file.ts";
import { type HeldLock, acquireLock } from "../lock.ts";
import type { Patience } from "../patience.ts";
import { readMark } from "../purge-mark.ts";
import { Unadopted, recover, removeTemporaryFiles } from "../recovery.ts";
import { prepareRoot } from "../root-folder.ts";
import { readSettledList } from "../settled-list.ts";
import { whereAndWhy } from "../system-error.ts";
import { Superseded, type Writer, writerOf } from "../writer.ts";
import { removeGone } from "./finish.ts";
import { keepCopy } from "./keep-copy.ts";
import { linesToKeep } from "./lines-to-keep.ts";
import { type PurgePlan, planPurge } from "./plan.ts";
import { syncMark, writeMark } from "./write-mark.ts";

export interface PurgeWork extends PurgeOptions {
  readonly clock: Clock;
  readonly keepFinished: number;
}

/** Says what a purge would take away. Without a lock, writing nothing. */
export function previewPurge(layout: Layout, work: PurgeWork): PurgeReport {
  const lists = agentFolders(layout).flatMap((agentId) => readSettledList(layout, agentId) ?? []);
  const { time, before } = timesOf(work);
  return reportOf(planOf(layout, lists, { ...work, time, before, touch: () => undefined }), before);
}

export interface PurgeUnderLock extends PurgeWork {
  readonly command: string;
  readonly patience: Patience;
}

/** Takes away what is older, under the lock. */
export async function purge(layout: Layout, work: PurgeUnderLock): Promise<PurgeReport> {
  prepareRoot(layout, false);
  return purgeUnderLock(layout, { ...work, isAdopted: false });
}

interface Attempt extends PurgeUnderLock {
  readonly isAdopted: boolean;
}

async function purgeUnderLock(layout: Layout, work: Attempt): Promise<PurgeReport> {
  const { command, patience, operator, onProgress: onAdoption } = work;
  const lock = await acquireLock(layout, { agents: [], command, patience });
  let unadopted: Unadopted | undefined;
  try {
    return takeAway(layout, lock, work);
  } catch (error) {
    if (error instanceof Unadopted) unadopted = error;
    else if (!(error instanceof Superseded)) throw error;
  } finally {
    // What is decided and not carried out is the next holder's to do.
    lock.release({ isSettled: !isUndone(layout) });
  }
  if (!unadopted) {
    await patience.pause();
    return purgeUnderLock(layout, work);
  }
  const { isIndexLost } = unadopted;
  const warnings = await adoptLists(layout, { ...work, operator, onAdoption, isIndexLost });
  const report = await purgeUnderLock(layout, { ...work, isAdopted: true });
  return { ...report, warnings: [...warnings, ...report.warnings] };
}

/** Whether a purge is decided and not carried out. Where that cannot be read nothing was decided by us. */
function isUndone(layout: Layout): boolean {
  try {
    return readMark(layout)?.is_done === false;
  } catch (error) {
    if (error instanceof TaskListError) return false;
    throw error;
  }
}

/** All that is done under the lock. @throws Superseded, Unadopted, and nothing was taken away */
function takeAway(layout: Layout, lock: HeldLock, work: Attempt): PurgeReport {
  const writer = writerOf(layout, lock);
  removeTemporaryFiles(layout);
  removeGone(layout, lock, work.onProgress); // what an earlier purge has left
  const agents = agentFolders(layout);
  const { index } = recover(layout, writer, { agents, isAdopted: work.isAdopted });
  const lists = agents.flatMap((agentId) => readList(layout, agentId)?.list ?? []);
  const { time, before } = timesOf(work);
  const plan = planOf(layout, lists, { ...work, time, before, touch: () => lock.touch() });
  const report = reportOf(plan, before);
  if (report.tasks !== (work.expectedTasks ?? report.tasks)) {
    throw invalid("purge_not_confirmed", { parameter: "yes", count: report.tasks });
  }
  if (report.tasks === 0 && plan.copies.length === 0 && plan.events === 0) return report;
  const about = { purged_at: timestamp(time), ...report };
  const kept = { time, touch: () => lock.touch() };
  const copy = work.isCopied ? { copy: keepCopy(layout, writer, linesToKeep(layout, plan, about), kept) } : {};
  commit(layout, writer, { plan, index, lists, at: timestamp(time), before });
  const warnings = [
    ...attempt("not_confirmed", () => syncMark(layout)),
    ...attempt("derived_late", () => removeGone(layout, lock, work.onProgress)),
  ];
  return { ...report, ...copy, warnings };
}

interface Commit {
  readonly plan: PurgePlan;
  readonly index: Index;
  readonly lists: readonly AgentList[];
  readonly at: string;
  readonly before: string;
}

/** THE COMMIT. Programs that do not know of purges are told so first: they would take for lost what is gone. */
function commit(layout: Layout, writer: Writer, { plan, index, lists, at, before }: Commit): void {
  writeIndex(layout, writer, { ...index, ...versionFields(PURGED) });
  const last_id = lastIdNumber(layout, index, lists);
  writeMark(layout, writer, { ...plan.mark, before, at, last_id, is_done: false }, plan);
}

interface Times {
  readonly time: Date;
  readonly before: string;
}

function timesOf({ clock, olderThanMs }: PurgeWork): Times {
  const time = clock();
  return { time, before: timestamp(new Date(time.getTime() - olderThanMs)) };
}

function planOf(
  layout: Layout,
  lists: readonly AgentList[],
  { time, olderThanMs, keepFinished, touch, onProgress }: PurgeWork & Times & { readonly touch: () => void },
): PurgePlan {
  return planPurge(layout, lists, {
    before: time.getTime() - olderThanMs,
    now: time.getTime(),
    keepFinished,
    onJournal: touch,
    onProgress(done, total) {
      if (done % 500 === 0) touch();
      onProgress?.(done, total);
    },
  });
}

function reportOf({ tasks, kept, events }: PurgePlan, before: string): PurgeReport {
  const agents = [...tasks].map(([agent_id, ids]) => ({ agent_id, tasks: ids.size })).filter((each) => each.tasks > 0);
  return {
    before,
    tasks: agents.reduce((sum, each) => sum + each.tasks, 0),
    kept,
    events,
    agents: agents.toSorted((a, b) => (a.agent_id < b.agent_id ? -1 : 1)),
    warnings: [],
  };
}

/** Behind the commit nothing turns a success into an error. Who was taken over has somebody who does the rest. */
function attempt(problem: Warning["problem"], work: () => void): readonly Warning[] {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof Superseded ? [] : [{ problem, ...whereAndWhy(error) }];
  }
}
