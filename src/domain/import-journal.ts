import type { AgentList } from "./agent-list.ts";
import { endKeyOf } from "./ending.ts";
import { finishedTasks, openTasks } from "./find-task.ts";
import { groupBy } from "./group-by.ts";
import { isAgentList } from "./list-check.ts";
import type { ListHead, Parcel } from "./parcel.ts";
import { replay } from "./replay.ts";
import type { Retold } from "./retold.ts";
import { isSameJson } from "./same-content.ts";
import type { Task } from "./task.ts";
import type { Listed } from "./trim.ts";

/** A list as it was exported, all of its finished tasks in it, and how many of them it held of each outcome. */
export interface RestoredList {
  readonly list: AgentList;
  readonly listed: Listed;
}

/**
 * The lists of a whole root, to be put into one where nothing is, together with the journal; undefined if the two do not
 * tell the same: somebody has changed the file, or some of its journal is gone. Then its tasks can only be adopted.
 */
export function restoredLists({ kind, heads, tasks, events, purged }: Parcel): readonly RestoredList[] | undefined {
  if (kind !== "export" && kind !== "root") return undefined;
  const all = tasks.map(({ task }) => task);
  if (new Set(all.map(({ id }) => id)).size < all.length) return undefined;
  const byAgent = groupBy(all, ({ agent_id }) => agent_id);
  const restored = heads.map((head) => restoredList(head, byAgent.get(head.agent_id) ?? []));
  const lists = restored.flatMap((each) => each ?? []);
  const agents = new Set(lists.map(({ list }) => list.agent_id));
  const isEach = restored.every((each) => each !== undefined) && agents.size === heads.length;
  if (!isEach || [...byAgent.keys()].some((agentId) => !agents.has(agentId))) return undefined;
  const [first] = events;
  if (purged && first && first.seq <= purged.seq) return undefined;
  const told = replay(events, { keepFinished: Infinity, isWanted: () => true }, purged?.told);
  if ([...told.keys()].some((agentId) => !agents.has(agentId))) return undefined;
  return lists.every(({ list }) => isTold(list, told.get(list.agent_id))) ? lists : undefined;
}

function restoredList(head: ListHead, tasks: readonly Task[]): RestoredList | undefined {
  const { listed, ...fields } = head;
  const ended = (status: Task["status"]) => tasks.filter((task) => task.status === status);
  const [current = null, ...others] = ended("running");
  const list: unknown = {
    ...fields,
    current_task: current,
    pending_tasks: ended("pending"),
    completed_tasks: ended("completed"),
    failed_tasks: ended("failed"),
    cancelled_tasks: ended("cancelled"),
    outbox: { events: [] },
  };
  if (others.length > 0 || !isAgentList(list) || !isListed(listed)) return undefined;
  return { list, listed };
}

function isListed(value: unknown): value is Listed {
  if (typeof value !== "object" || value === null) return false;
  const counts: Partial<Record<keyof Listed, unknown>> = value;
  return [counts.completed, counts.failed, counts.cancelled].every((count) => Number.isSafeInteger(count));
}

/** Whether the journal tells of a list all that it says of its tasks, and no more. */
function isTold(list: AgentList, told: Retold | undefined): boolean {
  if (!told) return false;
  const known = new Map(openTasks(told.list).map((task) => [task.id, task]));
  const open = openTasks(list);
  const isSameOpen = open.length === known.size && open.every((task) => isSameJson(task, known.get(task.id)));
  if (!isSameOpen || told.list.revision > list.revision || told.list.schema_version > list.schema_version) return false;
  const ends = new Set<string>();
  const isEachTold = finishedTasks(list).every((task) => {
    const end = endKeyOf(task);
    const record = end === undefined ? undefined : told.ends.get(end);
    if (end !== undefined) ends.add(end);
    return end === undefined || (record !== undefined && (!record.task || isSameJson(record.task, task)));
  });
  return isEachTold && ends.size === told.ends.size;
}
