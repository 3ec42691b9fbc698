import { isDeepStrictEqual } from "node:util";
import type { AgentList } from "../../domain/agent-list.ts";
import type { Retold } from "../../domain/retold.ts";
import type { AdoptionDraft } from "./adoption-plan.ts";

/** The lines, the first of them with what the list says of itself, where the journal does not know it. */
export function withListFields(
  [first, ...others]: readonly AdoptionDraft[],
  list: AgentList,
  told: Retold,
): readonly AdoptionDraft[] {
  if (!first) return [];
  const fields = fieldsOf(list);
  if (told.isQueue && isDeepStrictEqual(fields, fieldsOf(told.list))) return [first, ...others];
  return [{ ...first, list: fields }, ...others];
}

/** What a list says besides its tasks and what follows from them. */
function fieldsOf(list: AgentList): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(list).filter(([field]) => !FOLLOWING.has(field)));
}

const FOLLOWING = new Set([
  "schema_version",
  "revision",
  "agent_id",
  "totals",
  "current_task",
  "pending_tasks",
  "completed_tasks",
  "failed_tasks",
  "cancelled_tasks",
  "outbox",
]);
