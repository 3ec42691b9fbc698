import { endKeyOf, endedAt, isEnd } from "../../../domain/ending.ts";
import { openTasks } from "../../../domain/find-task.ts";
import { isSameTask } from "../../../domain/same-task.ts";
import type { AdoptionDraft } from "../adoption-plan.ts";
import { removeCopies } from "../archive.ts";
import type { Layout } from "../layout.ts";
import type { Writer } from "../writer.ts";
import type { Move } from "./move.ts";
import type { MendPlan } from "./mend-plan.ts";
import type { Keeper } from "./save.ts";
import type { Survey } from "./survey.ts";

/** The lines that tell the journal which records left their places. */
export function draftsOfMoves({ moves, seen, now }: MendPlan): readonly AdoptionDraft[] {
  return moves.filter((move) => isTold(move, seen)).map((move) => draftOf(move, seen, now));
}

/** Takes the archive copies away that stand under the old ids of tasks that have a new one. */
export function removeMovedCopies(layout: Layout, writer: Writer, keeper: Keeper, { moves, seen }: MendPlan): void {
  for (const { from, to } of moves) {
    const { task, agent_id } = from;
    const ended = endedAt(task);
    if (ended === undefined || to.task_id === task.id) continue;
    const own = seen.copies.filter((copy) => copy.task.agent_id === agent_id && endKeyOf(copy.task) === endKeyOf(task));
    for (const { path } of own) keeper.copy(path);
    removeCopies(layout, writer, agent_id, { id: task.id, ends: [ended] });
  }
}

/** Whether the journal tells of the record, and would go on telling of it. */
function isTold({ from: { task, agent_id }, to }: Move, { told }: Survey): boolean {
  const retold = told.get(agent_id);
  if (!retold || (to.agent_id === agent_id && to.task_id === task.id)) return false;
  const end = endKeyOf(task);
  return end === undefined ? openTasks(retold.list).some((other) => isSameTask(other, task)) : retold.ends.has(end);
}

function draftOf({ from: { task, agent_id }, to }: Move, { told }: Survey, now: string): AdoptionDraft {
  const ended = isEnd(task.status) ? endedAt(task) : undefined;
  return {
    at: now,
    agent_id,
    task_id: task.id,
    action: "moved",
    old_status: task.status,
    new_status: task.status,
    revision: (told.get(agent_id)?.list.revision ?? 0) + 1,
    task,
    moved_to: to,
    ...(ended !== undefined && { reopens: [ended] }),
  };
}
