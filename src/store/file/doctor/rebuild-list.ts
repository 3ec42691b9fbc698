import type { AgentList } from "../../../domain/agent-list.ts";
import { openTasks, withEnded } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { newList } from "../../../domain/new-list.ts";
import { inRunningOrder } from "../../../domain/queue.ts";
import type { Retold } from "../../../domain/retold.ts";
import { firstOfEach, isSameTask } from "../../../domain/same-task.ts";
import type { Task } from "../../../domain/task.ts";
import { trimFinished } from "../../../domain/trim.ts";
import { byProgress } from "./claims.ts";
import type { KnownAgent } from "./indexed-agents.ts";

/** All that is left of a list that cannot be read, or is gone. */
export interface Remains {
  readonly agentId: string;
  /** What the journal tells of it. */
  readonly told: Retold | undefined;
  /** The tasks that can still be read in the damaged file. */
  readonly salvaged: readonly Task[];
  /** The archive's copies of the agent's tasks, the last that ended first. */
  readonly archived: readonly Task[];
  /** What the index had counted. */
  readonly known: KnownAgent | undefined;
  readonly now: string;
  readonly keepFinished: number;
}

export interface Rebuilt {
  readonly list: AgentList;
  /** How many open tasks the index had counted that could not be brought back. */
  readonly missing: number;
}

/** Makes a list again: of each task the record that has come farthest, in the journal, the damaged file, or the archive. */
export function rebuildList(remains: Remains): Rebuilt {
  const { agentId, told, archived, known, now, keepFinished } = remains;
  const salvaged = farthestOf(remains.salvaged);
  const isBehind = farther([...salvaged, ...archived]);
  const base = withoutTasks(told?.list ?? newList(agentId, now), isBehind);
  const open = openTasks(base);
  const toldEnds = [...(told?.ends.values() ?? [])].map(({ facts }) => facts);
  const isKnown = asFar([...open, ...toldEnds, ...archived]);
  const listed = told?.isQueue ? base : withNewest(base, archived, keepFinished);
  const list = withTasks(listed, [...open, ...salvaged.filter((task) => !isKnown(task))]);
  const entry = known?.entry;
  const isToldLess = entry !== undefined && entry.revision > base.revision;
  return {
    list: { ...list, ...(isToldLess && { revision: entry.revision, agent_name: entry.agent_name }) },
    missing: known ? Math.max(0, known.open - openTasks(list).length) : 0,
  };
}

/** Whether one of the records tells of a later state of a task: then the journal, which has it as it was, was cut. */
function farther(records: readonly Task[]): (task: Task) => boolean {
  const byId = groupBy(records, ({ id }) => id);
  return (task) => byId.get(task.id)?.some((other) => isSameTask(other, task) && byProgress(other, task) < 0) ?? false;
}

/** Whether one of the records, of whose names not all are known, is at least as far as a task. */
function asFar(records: readonly Task[]): (task: Task) => boolean {
  const byId = groupBy(records, ({ id }) => id);
  return (task) => byId.get(task.id)?.some((other) => byProgress(other, task) <= 0) ?? false;
}

function withoutTasks(list: AgentList, isLeftOut: (task: Task) => boolean): AgentList {
  const rest = (tasks: readonly Task[]) => tasks.filter((task) => !isLeftOut(task));
  return {
    ...list,
    current_task: list.current_task && !isLeftOut(list.current_task) ? list.current_task : null,
    pending_tasks: rest(list.pending_tasks),
    completed_tasks: rest(list.completed_tasks),
    failed_tasks: rest(list.failed_tasks),
    cancelled_tasks: rest(list.cancelled_tasks),
  };
}

/** The newest that ended, where no journal tells of any. */
function withNewest(list: AgentList, archived: readonly Task[], keepFinished: number): AgentList {
  const tasks = firstOfEach(archived.map((task) => ({ task }))).map(({ task }) => task);
  return trimFinished(tasks.toReversed().reduce(withEnded, list), keepFinished, new Set());
}

/** Of several records of one task the one that has come farthest: an outbox holds its task as it was made. */
function farthestOf(tasks: readonly Task[]): readonly Task[] {
  return [...groupBy(tasks, ({ id }) => id).values()].flatMap((records) =>
    firstOfEach(records.toSorted(byProgress).map((task) => ({ task }))).map(({ task }) => task),
  );
}

/** The list with these open tasks, and those that ended. */
function withTasks(list: AgentList, tasks: readonly Task[]): AgentList {
  const running = tasks.find(({ status }) => status === "running");
  const pending = tasks
    .filter((task) => task !== running && (task.status === "pending" || task.status === "running"))
    .map((task): Task => ({ ...task, status: "pending" }));
  const ended = tasks.filter(({ status }) => status !== "pending" && status !== "running");
  return {
    ...ended.reduce(withEnded, list),
    current_task: running ?? null,
    pending_tasks: inRunningOrder(pending),
  };
}
