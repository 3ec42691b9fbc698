import type { AgentList } from "../domain/agent-list.ts";
import { countTasks } from "../domain/totals.ts";
import type { AgentSummary } from "./store.ts";

/** What a list says of its queue as a whole. */
export function summaryOf(list: AgentList): AgentSummary {
  return {
    agent_id: list.agent_id,
    agent_name: list.agent_name ?? list.agent_id,
    counts: countTasks(list),
    totals: list.totals,
    last_updated: list.updated_at ?? null,
  };
}
