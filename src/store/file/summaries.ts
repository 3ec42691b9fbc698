import { withAll } from "../../domain/totals.ts";
import { summaryOf } from "../agent-summary.ts";
import type { AgentSummary } from "../store.ts";
import { knownAgents } from "./agent-folders.ts";
import { type IndexEntry, readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { fileVersion, isSameVersion } from "./read-file.ts";
import { unsettledAgents, readSettledList } from "./settled-list.ts";

/** Every queue: as the index knows it if that is true of the list's present version, else as its list says. */
export function summaries(layout: Layout): readonly AgentSummary[] {
  const index = readIndex(layout);
  const known = new Map(index?.agents.map((entry) => [entry.agent_id, entry]));
  const unsettled = unsettledAgents(layout);
  return knownAgents(layout, index, unsettled).flatMap((agentId) => {
    const entry = known.get(agentId);
    const isTrue = entry && !unsettled.has(agentId) && isSameVersion(fileVersion(layout.list(agentId)), entry.file);
    return isTrue ? summaryOfEntry(entry) : (summaryOfList(layout, agentId) ?? []);
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
