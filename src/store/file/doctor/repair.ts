import { TaskListError, isRefusal } from "../../../domain/errors.ts";
import { type FindingProblem, isMendable } from "../../../domain/finding.ts";
import type { Repair } from "../../store-care.ts";
import { agentFolders } from "../agent-folders.ts";
import type { Layout } from "../layout.ts";
import { acquireLock } from "../lock.ts";
import type { Patience } from "../patience.ts";
import { prepareRoot } from "../root-folder.ts";
import { Superseded } from "../writer.ts";
import { type ExamineOptions, examine } from "./examine.ts";
import { type MendOptions, type Mended, mend } from "./mend.ts";

export interface RepairOptions extends ExamineOptions, Omit<MendOptions, "onProgress"> {
  readonly command: string;
  readonly patience: Patience;
}

/** Mends what can be mended, and looks again. */
export async function repair(layout: Layout, options: RepairOptions): Promise<Repair> {
  const before = await examine(layout, options);
  if (!before.findings.some(({ problem }) => isMendable(problem))) return { before, after: before, ...NOTHING };
  const { found, ...mended } = await mendUnderLock(layout, options);
  // What was found before the lock was held may have been others' unfinished work.
  const ofFiles = before.findings.filter(({ problem }) => OF_FILES.has(problem));
  const findings = [...found, ...(before.isBusy ? [] : ofFiles)];
  return { before: { ...before, findings, isBusy: false }, after: await examine(layout, options), ...mended };
}

const NOTHING = { saved: [], rebuilt: [], renumbered: [], lost: [] };

/** What is wrong with files as files. */
const OF_FILES: ReadonlySet<FindingProblem> = new Set<FindingProblem>([
  "no_permission",
  "lock_unreliable",
  "lock_left",
  "leftover",
  "foreign_owner",
]);

async function mendUnderLock(layout: Layout, options: RepairOptions): Promise<Mended> {
  const { command, patience } = options;
  prepareRoot(layout, false);
  const lock = await acquireLock(layout, { agents: agentFolders(layout), command, patience });
  let isSettled = false;
  try {
    const mended = await mend(layout, lock, options);
    isSettled = true;
    return mended;
  } catch (error) {
    // A newer program's files were seen before anything was changed.
    isSettled = isRefusal(error, "SCHEMA_TOO_NEW");
    if (!(error instanceof Superseded)) throw isRefusal(error, "IO_ERROR") ? begun(error) : error;
  } finally {
    lock.release({ isSettled });
  }
  await patience.pause();
  return mendUnderLock(layout, options);
}

function begun({ facts, cause }: TaskListError<"IO_ERROR">): TaskListError<"IO_ERROR"> {
  return new TaskListError("IO_ERROR", { ...facts, has_begun: true }, { cause });
}
