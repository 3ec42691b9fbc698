import type { AgentList, Located } from "../../../domain/agent-list.ts";
import { isEnd } from "../../../domain/ending.ts";
import { type Finding, findingOfTasks } from "../../../domain/finding.ts";
import { openTasks, placesOf } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { inRunningOrder } from "../../../domain/queue.ts";
import type { Retold } from "../../../domain/replay.ts";
import { isSameTask } from "../../../domain/same-task.ts";
import type { Task, TaskStatus } from "../../../domain/task.ts";
import { taskId } from "../../../domain/task-id.ts";
import { countEnd } from "../../../domain/totals.ts";
import type { ListFile } from "../list-file.ts";
import { byClaim, sameTaskGroups } from "./claims.ts";

/** A record that leaves its place: the task goes on elsewhere, or under another id. */
export interface Move {
  readonly from: Located;
  readonly to: { readonly agent_id: string; readonly task_id: string };
}

/** Lists as they should be, and what was wrong with them. */
export interface Mending {
  readonly lists: ReadonlyMap<string, AgentList>;
  readonly moves: readonly Move[];
  readonly findings: readonly Finding[];
}

export interface MendingFacts {
  readonly files: ReadonlyMap<string, ListFile>;
  /** What the journal tells of each agent. */
  readonly told: ReadonlyMap<string, Retold>;
  /** The number of the last id that was given. */
  readonly lastId: number;
}

/** Mends what can be seen from the lists and the journal alone. Nothing of any task is lost by it. */
export function mendLists({ files, told, lastId }: MendingFacts): Mending {
  const lists = new Map([...files].map(([agentId, { list }]) => [agentId, list]));
  const places = [...lists.values()].flatMap(placesOf);
  const changed = changedIds(places, told);
  const others = places.filter((place) => !changed.some(({ from }) => from === place));
  const { moves: separated, findings } = separate(others, lastId);
  const moves = [...changed, ...separated];
  const restored = new Set(changed.map(({ to }) => to.task_id));
  const lost = [...files.values()].map((file) => ({
    agentId: file.list.agent_id,
    tasks: lostTasks(file, told, places).filter(({ id }) => !restored.has(id)),
  }));
  for (const { from, to } of moves) {
    const list = lists.get(from.agent_id);
    if (list) lists.set(from.agent_id, moved(list, from, to.task_id));
  }
  for (const { agentId, tasks } of lost) {
    const list = lists.get(agentId);
    if (list && tasks.length > 0) lists.set(agentId, tasks.reduce(putBack, list));
  }
  const strange = groupBy(
    places.filter(({ location, task }) => STATUSES[location] !== task.status),
    ({ agent_id }) => agent_id,
  );
  return {
    lists: new Map([...lists].map(([agentId, list]) => [agentId, strange.has(agentId) ? withStatuses(list) : list])),
    moves,
    findings: [
      ...changed.map(({ from: { task, agent_id }, to }): Finding => ({
        problem: "id_changed",
        agent_id,
        task_id: task.id,
        actual: to.task_id,
      })),
      ...findings,
      ...[...strange].flatMap(([agent_id, those]) => findingOfTasks("wrong_status", idsOf(those), { agent_id })),
      ...lost.flatMap(({ agentId, tasks }) =>
        findingOfTasks(
          "task_lost",
          tasks.map(({ id }) => id),
          { agent_id: agentId },
        ),
      ),
    ],
  };
}

/** The status that each place of a list gives its tasks. */
const STATUSES: Readonly<Record<Located["location"], TaskStatus | undefined>> = {
  current_task: "running",
  pending_tasks: "pending",
  completed_tasks: "completed",
  failed_tasks: "failed",
  cancelled_tasks: "cancelled",
  history: undefined,
};

/** Records whose id the journal does not know, of tasks that it knows under another one, which no list has. */
function changedIds(places: readonly Located[], told: MendingFacts["told"]): readonly Move[] {
  return [...told].flatMap(([agent_id, { list }]) => {
    const own = places.filter((place) => place.agent_id === agent_id);
    const open = openTasks(list);
    const strange = own.filter(({ task }) => task.created_at && !open.some((other) => isSameTask(other, task)));
    if (strange.length === 0) return [];
    const missing = open.filter(({ id }) => !own.some(({ task }) => task.id === id));
    return missing.flatMap(({ id, created_at, name }) => {
      const from = strange.find(({ task }) => task.created_at === created_at && task.name === name);
      return from ? [{ from, to: { agent_id, task_id: id } }] : [];
    });
  });
}

/** Gives each task one place, and each id one task. */
function separate(places: readonly Located[], lastId: number): Pick<Mending, "moves" | "findings"> {
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
    const [first, ...others] = groups.map(([kept]) => kept).toSorted(byClaim);
    if (!first || others.length === 0) continue;
    findings.push({ problem: "duplicate_id", task_id, places: namesOf([first, ...others]) });
    for (const from of others) moves.push({ from, to: { agent_id: from.agent_id, task_id: taskId(++newest) } });
  }
  return { moves, findings };
}

function namesOf(places: readonly Located[]): readonly string[] {
  return places.map(({ agent_id, location }) => `${agent_id}/${location}`);
}

function idsOf(places: readonly Located[]): readonly string[] {
  return places.map(({ task }) => task.id);
}

/** The open tasks of which the journal tells, up to the list's last change, and that no list has. */
function lostTasks(
  { list, isOurs }: ListFile,
  told: MendingFacts["told"],
  places: readonly Located[],
): readonly Task[] {
  const retold = told.get(list.agent_id)?.list;
  if (!retold || (isOurs && list.revision > retold.revision)) return [];
  const known = new Set(idsOf(places.filter(({ agent_id }) => agent_id === list.agent_id)));
  const elsewhere = (task: Task) => places.some((place) => isSameTask(place.task, task));
  return openTasks(retold).filter((task) => !known.has(task.id) && !elsewhere(task));
}

/** The list without a record; under another id it stays in its place. */
function moved(list: AgentList, { task, location }: Located, newId: string): AgentList {
  const change = (tasks: readonly Task[]) =>
    newId === task.id
      ? tasks.filter((other) => other !== task)
      : tasks.map((other) => (other === task ? { ...task, id: newId, former_id: task.id } : other));
  // It counts once more when it is adopted under its new id.
  const totals = isEnd(task.status) && list.revision > 0 ? countEnd(list.totals, task, -1) : list.totals;
  const [current = null] = change(list.current_task ? [list.current_task] : []);
  if (location === "current_task") return { ...list, current_task: current };
  if (location === "history") return list;
  return { ...list, totals, [location]: change(list[location]) };
}

function putBack(list: AgentList, task: Task): AgentList {
  const isFree = task.status === "running" && !list.current_task;
  return isFree
    ? { ...list, current_task: task }
    : { ...list, pending_tasks: inRunningOrder([...list.pending_tasks, { ...task, status: "pending" }]) };
}

function withStatuses(list: AgentList): AgentList {
  return {
    ...list,
    current_task: list.current_task ? withStatus(list.current_task, "running") : null,
    pending_tasks: list.pending_tasks.map((task) => withStatus(task, "pending")),
    completed_tasks: list.completed_tasks.map((task) => withStatus(task, "completed")),
    failed_tasks: list.failed_tasks.map((task) => withStatus(task, "failed")),
    cancelled_tasks: list.cancelled_tasks.map((task) => withStatus(task, "cancelled")),
  };
}

function withStatus(task: Task, status: TaskStatus): Task {
  return task.status === status ? task : { ...task, status };
}
