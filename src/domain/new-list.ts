import type { AgentList, OriginalList } from "./agent-list.ts";
import { NO_TOTALS, totalsOf } from "./totals.ts";

/** The queue of an agent that gets its first task at `now`. */
export function newList(agentId: string, now: string): AgentList {
  return {
    schema_version: 1,
    revision: 0,
    agent_id: agentId,
    agent_name: agentId,
    totals: NO_TOTALS,
    current_task: null,
    pending_tasks: [],
    completed_tasks: [],
    failed_tasks: [],
    cancelled_tasks: [],
    created_at: now,
    updated_at: now,
    outbox: { events: [] },
  };
}

/** A list of the original tool with the fields that it lacks; its own are as they were. */
export function fromOriginal(list: OriginalList): AgentList {
  return {
    ...list,
    schema_version: 1,
    revision: 0,
    totals: totalsOf(list),
    cancelled_tasks: list.cancelled_tasks ?? [],
    outbox: { events: [] },
  };
}
