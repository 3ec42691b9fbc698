import { isAboutTask } from "../domain/about-task.ts";
import type { AgentList } from "../domain/agent-list.ts";
import { isEnd } from "../domain/ending.ts";
import type { EventDraft, TaskEvent } from "../domain/event.ts";
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
  const revisions = new Map(
    lists.map((list) => [list.agent_id, Math.max(list.revision, stamp.revisionOf(list.agent_id)) + 1]),
  );
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
  const versionOf = ({ agent_id, schema_version }: AgentList) =>
    schemaVersionAfter(
      schema_version,
      drafts.filter((draft) => draft.agent_id === agent_id),
    );
  const [first, ...others] = lists.map((list): AgentList => ({
    ...trimFinished(list, stamp.keepFinished, ended),
    ...versionFields(versionOf(list)),
    revision: revisions.get(list.agent_id) ?? 1,
    updated_at: stamp.now,
    outbox: { events: [] },
  }));
  if (!first) return [];
  return [{ ...first, outbox: others.length === 0 ? { events } : { events, lists: others } }, ...others];
}
