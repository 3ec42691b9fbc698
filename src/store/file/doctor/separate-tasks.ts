import type { Located } from "../../../domain/agent-list.ts";
import type { Finding } from "../../../domain/finding.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { isCoveredBy } from "../../../domain/same-task.ts";
import { taskId } from "../../../domain/task-id.ts";
import { byClaim, sameTaskGroups } from "./claims.ts";
import type { Move } from "./move.ts";
import type { ArchiveCopy } from "./survey.ts";

/** Which records leave their places, and why. */
export interface Separation {
  readonly moves: readonly Move[];
  readonly findings: readonly Finding[];
}

/** Gives each task one place, and each id one task. */
export function separateTasks(places: readonly Located[], copies: readonly ArchiveCopy[], lastId: number): Separation {
  const archived = groupBy(copies, ({ task }) => task.id);
  const moves: Move[] = [];
  const findings: Finding[] = [];
  let newest = lastId;
  for (const [task_id, records] of groupBy(places, ({ task }) => task.id)) {
    const groups = sameTaskGroups(records);
    for (const [kept, ...others] of groups) {
      if (others.length > 0)
        findings.push({ problem: "task_in_two_places", task_id, places: namesOf([kept, ...others]) });
      moves.push(...others.map((from) => ({ from, to: { agent_id: kept.agent_id, task_id } })));
    }
    const tasks = groups.map(([kept]) => kept).toSorted(byClaim);
    const elsewhere = othersInArchive(tasks, archived.get(task_id) ?? []);
    const isDoubled = ({ task }: Located) => elsewhere.length > 0 && task.status === "pending";
    const doubled = tasks.filter((place, position) => position > 0 || isDoubled(place));
    if (doubled.length === 0) continue;
    findings.push({ problem: "duplicate_id", task_id, places: [...namesOf(tasks), ...elsewhere] });
    for (const from of doubled) moves.push({ from, to: { agent_id: from.agent_id, task_id: taskId(++newest) } });
  }
  return { moves, findings };
}

/** The months in which the archive has another task of that id, which no list has any more. */
function othersInArchive(tasks: readonly Located[], copies: readonly ArchiveCopy[]): readonly string[] {
  const others = copies.filter((copy) => !tasks.some(({ task }) => isCoveredBy(copy.task, task)));
  return others.map(({ task, month }) => `${task.agent_id}/history/${month}`);
}

function namesOf(places: readonly Located[]): readonly string[] {
  return places.map(({ agent_id, location }) => `${agent_id}/${location}`);
}
