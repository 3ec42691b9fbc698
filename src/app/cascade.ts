import type { AgentList } from "../domain/agent-list.ts";
import { cancelDoomed } from "../domain/doomed.ts";
import { withEnds } from "../domain/ends.ts";
import { type EndStatus, isEnd } from "../domain/ending.ts";
import type { EventDraft } from "../domain/event.ts";
import type { Changed, Facts, Need } from "../store/store.ts";

/** A task that was cancelled since one failed on which it depends. */
export interface CancelledToo {
  readonly agent_id: string;
  readonly task_id: string;
}

/** What a result says of that. */
export interface Cascaded {
  readonly also_cancelled?: readonly CancelledToo[];
}

/**
 * A change, and all that follows from the tasks that have failed, or were cancelled, by it: those that were to be cancelled
 * then are, whoever's they are, in the same commit. The change must have asked for `dependencies`.
 */
export function withCascade<Result>(
  facts: Facts,
  { lists = [], events = [], result }: Changed<Result>,
): Changed<Result & Cascaded> | { readonly need: Need } {
  const after = new Map(lists.map((list) => [list.agent_id, list]));
  const ends = new Map<string, EndStatus>();
  const added: EventDraft[] = [];
  for (let fresh: readonly EventDraft[] = events; ;) {
    const lost = [...endsTold(fresh)].filter(([, status]) => status !== "completed");
    if (lost.length === 0) break;
    for (const [id, status] of lost) ends.set(id, status);
    const ids = lost.map(([id]) => id);
    const touched = listsOfDependents(facts, after, ids);
    if ("need" in touched) return touched;
    fresh = touched.flatMap((list) => {
      const cleared = cancelDoomed(list, withEnds(facts.ended, ends), facts);
      if (cleared.steps.length > 0) after.set(list.agent_id, cleared.list);
      return cleared.steps.map(({ event }) => event);
    });
    added.push(...fresh);
  }
  const also_cancelled = added.flatMap(({ agent_id, task_id }) => (task_id === null ? [] : [{ agent_id, task_id }]));
  return {
    lists: [...after.values()],
    events: [...events, ...added],
    result: { ...result, ...(added.length > 0 && { also_cancelled }) },
  };
}

/** How tasks have ended, as events tell of them. */
export function endsTold(events: readonly EventDraft[]): ReadonlyMap<string, EndStatus> {
  return new Map(
    events.flatMap(({ task_id, new_status }) =>
      task_id !== null && isEnd(new_status) ? [[task_id, new_status] as const] : [],
    ),
  );
}

/** The lists, as they are by now, of those whose tasks depend on some that are lost. */
function listsOfDependents(
  facts: Facts,
  after: ReadonlyMap<string, AgentList>,
  ids: readonly string[],
): readonly AgentList[] | { readonly need: Need } {
  const unknown = ids.filter((id) => !facts.dependents.has(id));
  if (unknown.length > 0) return { need: { dependents: unknown } };
  const agents = new Set(ids.flatMap((id) => facts.dependents.get(id) ?? []));
  const missing = [...agents].filter((agent) => !facts.lists.has(agent));
  if (missing.length > 0) return { need: { agents: missing } };
  return [...agents].flatMap((agent) => after.get(agent) ?? facts.lists.get(agent) ?? []);
}
