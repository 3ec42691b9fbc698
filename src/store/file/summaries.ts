import type { AgentList } from "../../domain/agent-list.ts";
import { withAll } from "../../domain/totals.ts";
import { summaryOf } from "../agent-summary.ts";
import type { AgentSummary } from "../store.ts";
import { knownAgents } from "./agent-folders.ts";
import { type Index, type IndexEntry, readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { fileVersion, isSameVersion, unlessUnreadable } from "./read-file.ts";
import { unsettledAgents, readSettledList } from "./settled-list.ts";

/** Every queue: as the index knows it if that is true of the list's present version, else as its list says. */
export function summaries(layout: Layout): readonly AgentSummary[] {
  return queues(layout, readIndex(layout)).flatMap(({ agentId, entry }) =>
    entry ? summaryOfEntry(entry) : (summaryOfList(layout, agentId) ?? []),
  );
}

/**
 * The lists of which the index does not know how they are now. One that cannot be read is left out, and so is that of an
 * agent of whom the index does not know yet: he has just got his first task.
 */
export function listsAhead(layout: Layout, index: Index | undefined): readonly AgentList[] {
  const unsettled = unsettledAgents(layout);
  const agents = index ? agentsAhead(layout, index) : knownAgents(layout, index, unsettled);
  return [...new Set([...agents, ...unsettled])].flatMap(
    (agentId) => unlessUnreadable(() => readSettledList(layout, agentId)) ?? [],
  );
}

function agentsAhead(layout: Layout, { agents }: Index): readonly string[] {
  const ahead = agents.filter(({ agent_id, file }) => !isSameVersion(fileVersion(layout.list(agent_id)), file));
  return ahead.map(({ agent_id }) => agent_id);
}

interface Queue {
  readonly agentId: string;
  /** What the index knows of it, if that is true of the list's present version. */
  readonly entry: IndexEntry | undefined;
}

function queues(layout: Layout, index: Index | undefined): readonly Queue[] {
  const known = new Map(index?.agents.map((entry) => [entry.agent_id, entry]));
  const unsettled = unsettledAgents(layout);
  return knownAgents(layout, index, unsettled).map((agentId) => {
    const entry = known.get(agentId);
    const isTrue = entry && !unsettled.has(agentId) && isSameVersion(fileVersion(layout.list(agentId)), entry.file);
    return { agentId, entry: isTrue ? entry : undefined };
  });
}

function summaryOfEntry({ agent_id, agent_name, task_count, totals, last_updated }: IndexEntry): AgentSummary {
  const counts = withAll({ ...task_count, cancelled: totals.cancelled });
  return { agent_id, agent_name, counts, totals, last_updated };
}

/** Undefined for a folder without a list. */
function summaryOfList(layout: Layout, agentId: string): AgentSummary | undefined {
  const list = readSettledList(layout, agentId);
  return list && summaryOf(list);
}
