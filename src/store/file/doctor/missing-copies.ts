import { replay } from "../../../domain/replay.ts";
import { finishedTasks } from "../../../domain/find-task.ts";
import { endKeyOf } from "../../../domain/ending.ts";
import type { AdoptionDraft } from "../adoption-plan.ts";
import type { EndedTask } from "../archive-bulk.ts";
import { allEvents } from "../all-events.ts";
import { toldBefore } from "../purged-state.ts";
import { missingEndsOf } from "./check-archive.ts";
import type { Survey } from "./survey.ts";

/** Finished tasks that have no copy in the archive. */
export interface MissingCopies {
  /** Those that the journal can tell again. */
  readonly told: readonly EndedTask[];
  /** Of the others nothing is left but that they ended: the lines that say so. */
  readonly lost: readonly AdoptionDraft[];
}

/** Looks in the journal for what the archive lacks; what a list still has, its adoption writes. */
export function missingCopies(seen: Survey, now: string, keepFinished: number): MissingCopies {
  const missing = missingEndsOf(seen);
  if (missing.size === 0) return { told: [], lost: [] };
  const isWanted = (agentId: string, end: string) => missing.get(agentId)?.has(end) ?? false;
  const retold = replay(
    allEvents(seen.layout, () => undefined),
    { keepFinished, isWanted },
    toldBefore(seen.layout),
  );
  const all = [...retold].flatMap(([agentId, { ends, list }]) =>
    [...ends]
      .filter(([end]) => isWanted(agentId, end))
      .map(([end, told]) => ({ agentId, end, told, revision: list.revision })),
  );
  const listed = new Set(
    [...seen.lists.values()].flatMap(({ list }) =>
      finishedTasks(list).map((task) => `${list.agent_id} ${endKeyOf(task)}`),
    ),
  );
  return {
    told: all.flatMap(({ agentId, told: { task } }) => (task ? [{ agentId, task }] : [])),
    lost: all
      .filter(({ agentId, end, told }) => !told.task && !listed.has(`${agentId} ${end}`))
      .map(({ agentId, told: { facts, ended_at }, revision }) => ({
        at: now,
        agent_id: agentId,
        task_id: facts.id,
        action: "lost",
        old_status: facts.status,
        new_status: facts.status,
        reopens: [ended_at],
        revision: revision + 1,
      })),
  };
}
