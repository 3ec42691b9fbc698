import { isAgentId, matchAgent, newAgentId } from "../../domain/agent-id.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { TaskStore } from "../store.ts";
import { gatherFacts, needsLinks } from "./gather.ts";
import { agentFolders } from "./agent-folders.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { isFolder } from "./read-file.ts";
import { summaries } from "./summaries.ts";
import { accessing } from "./system-error.ts";
import { explained } from "./explained.ts";
import { isMissingRoot } from "./root-folder.ts";

export interface FileStoreOptions {
  readonly clock?: Clock;
  /** How long an update waits for others, in milliseconds. */
  readonly lockTimeoutMs?: number;
  /** How many finished tasks of each outcome stay in a list; older ones are in the archive only. */
  readonly keepFinished?: number;
  /** Whether the process does nothing else while it waits for others: then it may sleep, which costs a tenth of a timer. */
  readonly isAlone?: boolean;
  /** What this process is doing, for those who wait for it. */
  readonly command?: string;
}

/** Tasks in the files of one folder. How nothing is lost: docs/file-format.md. */
export function fileStore(root: string, options: FileStoreOptions = {}): TaskStore {
  const layout = layoutOf(root);
  const {
    clock = systemClock,
    lockTimeoutMs = 8000,
    keepFinished = 20,
    isAlone = false,
    command = "library",
  } = options;
  const manner = { clock, lockTimeoutMs, keepFinished, isAlone, command };

  function inRoot<Result>(read: () => Result): Result {
    isMissingRoot(root, false);
    return read();
  }

  return {
    agentId: async (name) => explained(() => agentIdOf(layout, name)),
    update: (need, change, updateOptions) =>
      explained(async () => {
        const { update } = await import("./update.ts"); // most of the code, and no reader needs it
        return update(layout, manner, { need, change, ...updateOptions });
      }),
    read: async (need, { createRoot = false, isGoneNone = false } = {}) =>
      explained(async () => {
        const gathering = { clock, isNewRoot: isMissingRoot(root, createRoot) };
        if (!needsLinks(need)) return gatherFacts(layout, need, gathering);
        const { gatherLinked } = await import("./gather-linked.ts");
        const foreign = need.foreign && (await import("./foreign-work.ts"));
        return (foreign?.gatherForeign ?? gatherLinked)(layout, need, { ...gathering, isGoneNone });
      }),
    agents: async () => explained(() => inRoot(() => summaries(layout))),
    tasks: async (query) =>
      explained(async () => {
        const { findTasks } = await import("./find-tasks.ts");
        return inRoot(() => findTasks(layout, query));
      }),
    events: async (query) =>
      explained(async () => {
        const { findEvents } = await import("./find-events.ts");
        return inRoot(() => findEvents(layout, query));
      }),
    outcomes: async (query) =>
      explained(async () => {
        const { findOutcomes } = await import("./find-outcomes.ts");
        return inRoot(() => findOutcomes(layout, query));
      }),
    snapshot: async (snapshotOptions) =>
      explained(async () => {
        const { takeSnapshot } = await import("./snapshot.ts");
        return inRoot(() => takeSnapshot(layout, snapshotOptions));
      }),
    follow: async (followOptions) =>
      explained(async () => {
        const { followJournal } = await import("./follow-journal.ts");
        return inRoot(() => followJournal(layout, followOptions));
      }),
  };
}

function agentIdOf(layout: Layout, name: string): string {
  const isThere =
    isAgentId(name) && accessing(layout.agents, () => isFolder(layout.agents) && isFolder(layout.agent(name)));
  return isThere ? name : (matchAgent(name, agentFolders(layout)) ?? newAgentId(name));
}
