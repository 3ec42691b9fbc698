import type { AgentList } from "../domain/agent-list.ts";
import type { EventDraft } from "../domain/event.ts";
import { type CommitStamp, revisionsOf, stampCommit, withOutbox } from "./commit.ts";
import type { ForeignChange } from "./store.ts";

/**
 * Likewise for a change that brings tasks from elsewhere. With their journal their lists come too, and all is as it was
 * there, times and seqs; without, it is a change like others, that also owes the record of their keys.
 */
export function stampForeign(
  lists: readonly AgentList[],
  drafts: readonly EventDraft[],
  {
    journal,
    keys,
    purged,
    stamp,
  }: Pick<ForeignChange, "journal" | "keys" | "purged"> & { readonly stamp: CommitStamp },
): readonly AgentList[] {
  const [first, ...others] = journal ? restored(lists, journal, stamp) : stampCommit(lists, drafts, stamp);
  if (!first) return [];
  const owed = { ...(keys.length > 0 && { keys }), ...(purged !== undefined && { purged }) };
  return [{ ...first, outbox: { ...first.outbox, ...owed } }, ...others];
}

function restored(
  lists: readonly AgentList[],
  journal: NonNullable<ForeignChange["journal"]>,
  stamp: CommitStamp,
): readonly AgentList[] {
  const revisions = revisionsOf(lists, stamp);
  const after = lists.map((list) => ({ ...list, revision: revisions.get(list.agent_id) ?? 1, outbox: { events: [] } }));
  return withOutbox(after, journal);
}
