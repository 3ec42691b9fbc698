import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { AgentList } from "../../domain/agent-list.ts";
import { readIndex } from "./index-file.ts";
import { withKnownTotals } from "./known-totals.ts";
import type { Layout } from "./layout.ts";
import { readList } from "./list-file.ts";
import { parseRecord } from "./lock-owner.ts";
import { corrupt, fileVersion, isFolder, isSameVersion, isUnreadable, readFile } from "./read-file.ts";
import { asIoError, isSystemError } from "./system-error.ts";

/** Who never finds a list at rest, since others write without a pause, takes it as it was at the last look. */
const ROUNDS = 100;

/**
 * Reads a list as of the last commit, without a lock; undefined if the agent has none.
 *
 * A change of several lists is committed with the first of them, and written to the others afterwards.
 * Its writer's lock file (or, if it died, what is left of it) names them all: so a reader that finds its
 * agent named together with others looks into their outboxes too.
 */
export function readSettledList(layout: Layout, agentId: string): AgentList | undefined {
  for (let round = 1; ; round += 1) {
    const file = readList(layout, agentId);
    const pending = pendingContent(layout, agentId);
    // Between the two looks the change may have been carried out, and its traces removed.
    const isLast = round === ROUNDS || isSameVersion(file?.version, fileVersion(layout.list(agentId)));
    if (!isLast) continue;
    if (pending && pending.revision > (file?.list.revision ?? 0)) return pending;
    if (!file) {
      const isKnown = readIndex(layout)?.agents.some(({ agent_id }) => agent_id === agentId);
      if (!isKnown) return undefined;
      // Its first task may have come since we looked.
      if (round < ROUNDS && fileVersion(layout.list(agentId))) continue;
      // A list that the index knows and that is gone is not that of an agent that never had a task.
      throw corrupt(layout.list(agentId), "list_missing");
    }
    return file.isOurs ? file.list : withKnownTotals(layout, file.list);
  }
}

/** The agents whose lists a change of several lists, not carried out yet, may be about to give another content. */
export function unsettledAgents(layout: Layout): ReadonlySet<string> {
  return new Set(
    unfinishedChanges(layout)
      .filter((agents) => agents.length > 1)
      .flat(),
  );
}

/** The newest content that another agent's outbox holds for this agent's list. */
function pendingContent(layout: Layout, agentId: string): AgentList | undefined {
  const partners = unfinishedChanges(layout)
    .filter((agents) => agents.length > 1 && agents.includes(agentId))
    .flat();
  const contents = [...new Set(partners)].flatMap((partner) => readList(layout, partner)?.list.outbox.lists ?? []);
  return contents.filter((list) => list.agent_id === agentId).toSorted((a, b) => b.revision - a.revision)[0];
}

/** The agents of each change that is going on, or was left unfinished. The lock first: it becomes a `redo-*`, never the other way. */
function unfinishedChanges(layout: Layout): readonly (readonly string[])[] {
  const lock = agentsNamedIn(layout.lock);
  return [lock, ...leftFiles(layout).map(agentsNamedIn)];
}

function leftFiles(layout: Layout): readonly string[] {
  const names = unlessStrange(() => (isFolder(layout.temporary) ? readdirSync(layout.temporary) : [])) ?? [];
  return names.filter((name) => name.startsWith("redo-")).map((name) => join(layout.temporary, name));
}

function agentsNamedIn(path: string): readonly string[] {
  if (!fileVersion(path)) return []; // as a rule nobody writes, and an error costs more than a look
  return parseRecord(unlessStrange(() => readFile(path))?.bytes.toString("utf8") ?? "")?.agents ?? [];
}

/** What is in the place of a writer's file and is none, or another user's, tells a reader nothing. */
function unlessStrange<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (isSystemError(error, "EACCES") || isUnreadable(error)) return undefined;
    throw asIoError(error);
  }
}
