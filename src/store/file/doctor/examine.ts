import { TaskListError } from "../../../domain/errors.ts";
import type { Finding } from "../../../domain/finding.ts";
import { leaseEnd } from "../../../domain/lease.ts";
import type { Task } from "../../../domain/task.ts";
import type { CareOptions, Examination, LockState, RunningTask } from "../../store-care.ts";
import type { Layout } from "../layout.ts";
import { fileVersion } from "../read-file.ts";
import { asIoError } from "../system-error.ts";
import { checkArchive } from "./check-archive.ts";
import { checkFiles, filesOf } from "./check-files.ts";
import { checkIndex, idNumbers, largestOf } from "./check-index.ts";
import { checkJournal } from "./check-journal.ts";
import { checkKeys } from "./check-keys.ts";
import { checkLists, unreadable } from "./check-lists.ts";
import { checkPurge, purgeError } from "./check-purge.ts";
import { mendLists } from "./mend-lists.ts";
import { checkLock, mayBeAtWork, seeLock } from "./see-lock.ts";
import { type Survey, survey } from "./survey.ts";

/** Others may write while we read: for so long we look again. A writer at work is done by then, or taken over. */
const LONGEST_MS = 5000;
const PAUSE_MS = 200;

export interface ExamineOptions extends CareOptions {
  readonly keepFinished: number;
}

/** Looks for all that is wrong with a root. Without a lock, writing nothing. */
export async function examine(layout: Layout, options: ExamineOptions): Promise<Examination> {
  const begin = performance.now();
  for (;;) {
    const before = versionsOf(layout);
    const examination = look(layout, options, seeLock(layout));
    const isQuiet = !mayBeAtWork(examination.lock) && versionsOf(layout) === before;
    // Nothing found is nothing wrong, whoever writes.
    if (isQuiet || examination.findings.length === 0) return examination;
    if (performance.now() - begin > LONGEST_MS) return { ...examination, isBusy: true };
    // oxlint-disable-next-line no-await-in-loop -- the writer needs the time
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    options.signal?.throwIfAborted();
  }
}

function look(layout: Layout, options: ExamineOptions, lock: LockState | null): Examination {
  const { keepFinished, onProgress = () => undefined } = options;
  try {
    const purge = checkPurge(layout);
    if (purgeError(layout))
      return { findings: unique([...purge, ...checkFiles(layout)]), lock, running: [], isBusy: false };
    const seen = survey(layout, { keepFinished, onProgress });
    const findings = unique([...purge, ...findingsOf(seen), ...checkFiles(layout), ...checkLock(layout, lock)]);
    return { findings, lock, running: runningTasks(seen), isBusy: false };
  } catch (error) {
    // What stands in a place of ours keeps us from looking any further.
    const refusal = asIoError(error);
    if (!(refusal instanceof TaskListError)) throw error;
    const findings = unique([unreadable("place_wrong", refusal), ...filesThatCanBeSeen(layout)]);
    return { findings, lock, running: [], isBusy: false };
  }
}

function filesThatCanBeSeen(layout: Layout): readonly Finding[] {
  try {
    return checkFiles(layout);
  } catch (error) {
    if (asIoError(error) instanceof TaskListError) return [];
    throw error;
  }
}

function runningTasks({ lists }: Survey): Examination["running"] {
  return [...lists.values()].flatMap(({ list: { agent_id, current_task: task } }) =>
    task ? [runningTask(agent_id, task)] : [],
  );
}

function runningTask(agent_id: string, task: Task): RunningTask {
  const { id, started_at, assigned_at } = task;
  const lease_expires_at = leaseEnd(task);
  const lease = lease_expires_at ? { lease_expires_at } : {};
  return { agent_id, task_id: id, started_at: started_at ?? assigned_at, ...lease };
}

/** What is wrong by what the files say. */
export function findingsOf(seen: Survey): readonly Finding[] {
  const lastId = Math.max(seen.counter.value ?? 0, largestOf(idNumbers(seen)));
  return [
    ...checkLists(seen),
    ...mendLists({ files: seen.lists, told: seen.told, copies: seen.copies, lastId }).findings,
    ...checkJournal(seen),
    ...checkArchive(seen),
    ...checkIndex(seen),
    ...checkKeys(seen),
  ];
}

/** A path that may not be used is met several times. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  const refused = new Set<string | undefined>();
  return findings.filter(({ problem, path }) => {
    if (problem !== "no_permission") return true;
    const isNew = !refused.has(path);
    refused.add(path);
    return isNew;
  });
}

/** Which versions of which files are there: they change with every commit. */
function versionsOf(layout: Layout): string {
  try {
    return JSON.stringify(filesOf(layout).map((path) => [path, fileVersion(path)]));
  } catch (error) {
    if (asIoError(error) instanceof TaskListError) return ""; // it is found out, and told, by whoever looks closer
    throw error;
  }
}
