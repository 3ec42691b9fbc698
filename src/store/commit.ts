import { isAboutTask } from "../domain/about-task.ts";
import type { AgentList } from "../domain/agent-list.ts";
import { isEnd } from "../domain/ending.ts";
import type { EventDraft, TaskEvent } from "../domain/event.ts";
import { groupBy } from "../domain/group-by.ts";
import { schemaVersionAfter, versionFields } from "../domain/schema-version.ts";
import { trimFinished } from "../domain/trim.ts";

export interface CommitStamp {
  readonly now: string;
  /** The seq of the newest event of the root. */
  readonly lastSeq: number;
  /** The revision that was last made known for an agent; a list that lost its own goes on from there. */
  readonly revisionOf: (agentId: string) => number;
  readonly operator: string | undefined;
  /** How many finished tasks of each outcome stay in a list. */
  readonly keepFinished: number;
}

/**
 * Gives a change its place in history: the lists with their next revision, and in the first of them
 * all that the change owes, its events and the other lists.
 */
export function stampCommit(
  lists: readonly AgentList[],
  drafts: readonly EventDraft[],
  stamp: CommitStamp,
): readonly AgentList[] {
  const revisions = revisionsOf(lists, stamp);
  const events = drafts.map((draft, index): TaskEvent => {
    const { at, agent_id, task_id, action, old_status, new_status, ...rest } = draft;
    const operator = stamp.operator ?? agent_id;
    const revision = revisions.get(agent_id) ?? 1;
    return {
      seq: stamp.lastSeq + 1 + index,
      at,
      agent_id,
      task_id,
      action,
      old_status,
      new_status,
      operator,
      revision,
      ...rest,
    };
  });
  const ended = new Set(
    drafts
      .filter(isAboutTask)
      .filter((draft) => isEnd(draft.new_status))
      .map((draft) => draft.task_id),
  );
  const byAgent = groupBy(drafts, ({ agent_id }) => agent_id);
  const after = lists.map((list): AgentList => {
    const own = byAgent.get(list.agent_id);
    const revised = { ...list, revision: revisions.get(list.agent_id) ?? 1, outbox: { events: [] } };
    if (!own) return revised; // nothing has happened in this queue: it was tidied up
    return {
      ...trimFinished(revised, stamp.keepFinished, ended),
      ...versionFields(schemaVersionAfter(list.schema_version, own)),
      updated_at: stamp.now,
    };
  });
  return withOutbox(after, events);
}

/** The next revision of each list. */
export function revisionsOf(
  lists: readonly AgentList[],
  { revisionOf }: Pick<CommitStamp, "revisionOf">,
): ReadonlyMap<string, number> {
  return new Map(lists.map(({ agent_id, revision }) => [agent_id, Math.max(revision, revisionOf(agent_id)) + 1]));
}

/** The lists, the first with all that the change owes. */
export function withOutbox(
  [first, ...others]: readonly AgentList[],
  events: readonly TaskEvent[],
): readonly AgentList[] {
  if (!first) return [];
  return [{ ...first, outbox: others.length === 0 ? { events } : { events, lists: others } }, ...others];
}
