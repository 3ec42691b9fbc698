import { isAgentId, matchAgent, newAgentId } from "../../domain/agent-id.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Change, Committed, Need, TaskStore, UpdateOptions } from "../store.ts";
import { type ChangeOrder, MoreAgents, commitChange } from "./commit-change.ts";
import { gatherFacts } from "./gather.ts";
import { agentFolders } from "./agent-folders.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { findTasks } from "./find-tasks.ts";
import { acquireLock } from "./lock.ts";
import { type Patience, patienceOf } from "./patience.ts";
import { isFolder } from "./read-file.ts";
import { Unadopted } from "./recovery.ts";
import { summaries } from "./summaries.ts";
import { accessing } from "./system-error.ts";
import { explained } from "./explained.ts";
import { isMissingRoot, prepareRoot } from "./root-folder.ts";
import { Superseded } from "./writer.ts";

export interface FileStoreOptions {
  readonly clock?: Clock;
  /** How long an update waits for others, in milliseconds. */
  readonly lockTimeoutMs?: number;
  /** How many finished tasks of each outcome stay in a list; older ones are in the archive only. */
  readonly keepFinished?: number;
  /** What this process is doing, for those who wait for it. */
  readonly command?: string;
}

/** Tasks in the files of one folder. How nothing is lost: docs/file-format.md. */
export function fileStore(root: string, options: FileStoreOptions = {}): TaskStore {
  const layout = layoutOf(root);
  const { clock = systemClock, lockTimeoutMs = 8000, keepFinished = 20, command = "library" } = options;

  async function update<Result>(
    need: Need,
    change: Change<Result>,
    updateOptions: UpdateOptions = {},
  ): Promise<Committed<Result>> {
    const isNewRoot = prepareRoot(layout, updateOptions.createRoot ?? false);
    const patience = patienceOf(lockTimeoutMs, updateOptions.signal);
    const { operator, onAdoption } = updateOptions;
    const order = { need, change, clock, keepFinished, operator, isNewRoot, isAdopted: false };
    return updateUnderLock(layout, { ...order, command, patience, onAdoption });
  }

  function inRoot<Result>(read: () => Result): Result {
    isMissingRoot(root, false);
    return read();
  }

  return {
    agentId: async (name) => explained(() => agentIdOf(layout, name)),
    update: (need, change, updateOptions) => explained(() => update(need, change, updateOptions)),
    read: async (need, { createRoot = false } = {}) =>
      explained(() => gatherFacts(layout, need, { clock, isNewRoot: isMissingRoot(root, createRoot) })),
    agents: async () => explained(() => inRoot(() => summaries(layout))),
    tasks: async (query) => explained(() => inRoot(() => findTasks(layout, query))),
  };
}

interface UnderLock<Result> extends ChangeOrder<Result> {
  readonly command: string;
  readonly patience: Patience;
  readonly onAdoption: UpdateOptions["onAdoption"];
}

/** Begins again, with what is left of its patience, whenever somebody took the lock over before the commit. */
async function updateUnderLock<Result>(layout: Layout, work: UnderLock<Result>): Promise<Committed<Result>> {
  const { need, command, patience } = work;
  const lock = await acquireLock(layout, { agents: need.agents ?? [], command, patience });
  try {
    return commitChange(layout, lock, work);
  } catch (error) {
    if (error instanceof MoreAgents) return updateUnderLock(layout, { ...work, need: error.need });
    if (error instanceof Unadopted) return updateAdopted(layout, work, error);
    if (!(error instanceof Superseded)) throw error;
    await patience.pause();
    return updateUnderLock(layout, work);
  }
}

/** Adopts what another program has written, under a lock of its own, and goes on. */
async function updateAdopted<Result>(
  layout: Layout,
  work: UnderLock<Result>,
  { isIndexLost }: Unadopted,
): Promise<Committed<Result>> {
  const { adoptLists } = await import("./adopt.ts");
  const warnings = await adoptLists(layout, { ...work, isIndexLost });
  const committed = await updateUnderLock(layout, { ...work, isAdopted: true });
  return { ...committed, warnings: [...warnings, ...committed.warnings] };
}

function agentIdOf(layout: Layout, name: string): string {
  const isThere =
    isAgentId(name) && accessing(layout.agents, () => isFolder(layout.agents) && isFolder(layout.agent(name)));
  return isThere ? name : (matchAgent(name, agentFolders(layout)) ?? newAgentId(name));
}
