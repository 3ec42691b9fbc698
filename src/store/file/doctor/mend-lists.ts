import type { AgentList, Located } from "../../../domain/agent-list.ts";
import { type Finding, findingOfTasks } from "../../../domain/finding.ts";
import { placesOf } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { inRunningOrder } from "../../../domain/queue.ts";
import type { Retold } from "../../../domain/retold.ts";
import type { Task, TaskStatus } from "../../../domain/task.ts";
import type { ListFile } from "../list-file.ts";
import { changedIds } from "./changed-ids.ts";
import { lostTasks } from "./lost-tasks.ts";
import type { Move } from "./move.ts";
import { separateTasks } from "./separate-tasks.ts";
import type { ArchiveCopy } from "./survey.ts";

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
  const changed = changedIds(before, told, copies);
  const lost = lostTasks(files, { told, copies, changed });
  const whole = [...files.values()].map(({ list }) => withPutBack(list, lost.get(list.agent_id) ?? []));
  const places = whole.flatMap(placesOf);
  const changedTasks = new Set(changed.map(({ from }) => from.task));
  const { moves, findings } = separateTasks(
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

function idOf({ task }: Located): string {
  return task.id;
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
