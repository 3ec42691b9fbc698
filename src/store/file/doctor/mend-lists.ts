import type { AgentList, Located } from "../../../domain/agent-list.ts";
import { type Finding, findingOfTasks } from "../../../domain/finding.ts";
import { openTasks, placesOf } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { inRunningOrder } from "../../../domain/queue.ts";
import type { Retold } from "../../../domain/replay.ts";
import { isCoveredBy, isSameTask } from "../../../domain/same-task.ts";
import type { Task, TaskStatus } from "../../../domain/task.ts";
import { taskId } from "../../../domain/task-id.ts";
import type { ListFile } from "../list-file.ts";
import { changedIds } from "./changed-ids.ts";
import { byClaim, isSameAttempt, sameTaskGroups } from "./claims.ts";
import type { ArchiveCopy } from "./survey.ts";

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
  /** The copies of the archive. */
  readonly copies: readonly ArchiveCopy[];
  /** The number of the last id that was given. */
  readonly lastId: number;
}

/** Mends what can be seen from lists, journal and archive. Nothing of any task is lost by it. */
export function mendLists({ files, told, copies, lastId }: MendingFacts): Mending {
  const before = [...files.values()].flatMap(({ list }) => placesOf(list));
  const changed = changedIds(before, told);
  const lost = lostTasks(files, { told, copies, changed });
  const whole = [...files.values()].map(({ list }) => withPutBack(list, lost.get(list.agent_id) ?? []));
  const places = whole.flatMap(placesOf);
  const changedTasks = new Set(changed.map(({ from }) => from.task));
  const { moves, findings } = separate(
    places.filter(({ task }) => !changedTasks.has(task)),
    copies,
    lastId,
  );
  const strange = groupBy(places.filter(isStrange), ({ agent_id }) => agent_id);
  const movesByAgent = groupBy([...changed, ...moves], ({ from }) => from.agent_id);
  const mended = whole.map((list): [string, AgentList] => {
    const separated = withMoves(list, movesByAgent.get(list.agent_id) ?? []);
    return [list.agent_id, strange.has(list.agent_id) ? withStatuses(separated) : separated];
  });
  return {
    lists: new Map(mended),
    moves: [...changed, ...moves],
    findings: [
      ...changed.map(idChanged),
      ...findings,
      ...[...strange].flatMap(([agent_id, those]) => findingOfTasks("wrong_status", those.map(idOf), { agent_id })),
      ...[...lost].flatMap(([agent_id, tasks]) =>
        findingOfTasks(
          "task_lost",
          tasks.map(({ id }) => id),
          { agent_id },
        ),
      ),
    ],
  };
}

function idChanged({ from: { task, agent_id }, to }: Move): Finding {
  return { problem: "id_changed", agent_id, task_id: task.id, actual: to.task_id };
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

function isStrange({ location, task }: Located): boolean {
  return STATUSES[location] !== task.status;
}

/** Gives each task one place, and each id one task. */
function separate(
  places: readonly Located[],
  copies: readonly ArchiveCopy[],
  lastId: number,
): Pick<Mending, "moves" | "findings"> {
  const archived = groupBy(copies, ({ task }) => task.id);
  const moves: Move[] = [];
  const findings: Finding[] = [];
  let newest = lastId;
  for (const [task_id, records] of groupBy(places, idOf)) {
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

function idOf({ task }: Located): string {
  return task.id;
}

interface Losses extends Pick<MendingFacts, "told" | "copies"> {
  readonly changed: readonly Move[];
}

/** The open tasks of which the journal tells, up to each list's last change, and that neither a list nor the archive has. */
function lostTasks(
  files: MendingFacts["files"],
  { told, copies, changed }: Losses,
): ReadonlyMap<string, readonly Task[]> {
  const restored = new Set(changed.map(({ to }) => to.task_id));
  const places = groupBy(
    [...files.values()].flatMap(({ list }) => placesOf(list)),
    idOf,
  );
  const archived = groupBy(copies, ({ task }) => task.id);
  const isThere = (task: Task, agentId: string) =>
    (places.get(task.id)?.some((place) => place.agent_id === agentId || isSameTask(place.task, task)) ?? false) ||
    (archived.get(task.id)?.some((copy) => isSameAttempt(copy.task, task)) ?? false);
  const lost = [...files.values()].map(({ list, isOurs }): [string, readonly Task[]] => {
    const retold = told.get(list.agent_id)?.list;
    const isToldLess = isOurs && list.revision > (retold?.revision ?? 0);
    const open = retold && !isToldLess ? openTasks(retold) : [];
    return [list.agent_id, open.filter((task) => !restored.has(task.id) && !isThere(task, list.agent_id))];
  });
  return new Map(lost.filter(([, tasks]) => tasks.length > 0));
}

/** The list without the records that go on elsewhere; those that get another id stay in their place. */
function withMoves(list: AgentList, moves: readonly Move[]): AgentList {
  if (moves.length === 0) return list;
  const ids = new Map(moves.map(({ from, to }) => [from.task, to.task_id]));
  const change = (tasks: readonly Task[]) =>
    tasks.flatMap((task) => {
      const id = ids.get(task);
      if (id === undefined) return task;
      return id === task.id ? [] : { ...task, id, former_id: task.id };
    });
  const [current_task = null] = change(list.current_task ? [list.current_task] : []);
  return {
    ...list,
    current_task,
    pending_tasks: change(list.pending_tasks),
    completed_tasks: change(list.completed_tasks),
    failed_tasks: change(list.failed_tasks),
    cancelled_tasks: change(list.cancelled_tasks),
  };
}

function withPutBack(list: AgentList, tasks: readonly Task[]): AgentList {
  if (tasks.length === 0) return list;
  const running = list.current_task ? undefined : tasks.find(({ status }) => status === "running");
  const waiting = tasks.filter((task) => task !== running).map((task) => withStatus(task, "pending"));
  return {
    ...list,
    current_task: running ?? list.current_task,
    pending_tasks: inRunningOrder([...list.pending_tasks, ...waiting]),
  };
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
