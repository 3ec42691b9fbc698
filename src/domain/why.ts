import type { AgentList } from "./agent-list.ts";
import { expireTask } from "./come-back.ts";
import { stampIn } from "./day-fields.ts";
import { type Dependencies, dependenciesOf, stateOfDependencies } from "./dependencies.ts";
import { cancelDoomed } from "./doomed.ts";
import { withEnds } from "./ends.ts";
import { type EndStatus, isEnd } from "./ending.ts";
import { leaseEnd } from "./lease.ts";
import { byUrgency } from "./queue.ts";
import { type Hold, type Outlook, holdOf, isAhead, isReady } from "./readiness.ts";
import type { Task, TaskStatus } from "./task.ts";
import type { Moment } from "./timestamp.ts";

/** One reason why a pending task is not started now. As long as one of them holds, it is not. */
export type Reason =
  | {
      /** Another task of its agent is running. */
      readonly reason: "agent_busy";
      readonly agent_id: string;
      readonly task_id: string;
      readonly since: string | null;
      readonly lease_expires_at: string | null;
    }
  | {
      /** It depends on a task that is not done: of `any` one of those named would be enough. */
      readonly reason: "dependency";
      readonly task_id: string;
      /** Null: nothing is left of it. */
      readonly agent_id: string | null;
      readonly task_status: TaskStatus | null;
      readonly mode: Dependencies["mode"];
      readonly on_failure: Dependencies["onFailure"];
      /** It cannot run any more, and the next start of its agent cancels it. */
      readonly is_doomed: boolean;
    }
  | {
      /** It is not to be started before a time, or waits for its next attempt until then. */
      readonly reason: "not_before" | "retry_delay";
      readonly agent_id: string;
      readonly task_id: string;
      readonly until: string;
    }
  | ({
      /** The whole queue of its agent is on hold, or the task is. */
      readonly reason: "queue_hold" | "hold";
      readonly agent_id: string;
      readonly task_id: string | null;
      readonly since: string;
    } & Pick<OnHold, "hold_reason" | "by">)
  | {
      /** Tasks of its agent that could be started now stand ahead of it. */
      readonly reason: "behind";
      readonly agent_id: string;
      /** The first of them: that which starts next. */
      readonly task_id: string;
      /** Some of them, in the order in which they will start. */
      readonly task_ids: readonly string[];
      readonly count: number;
    };

interface OnHold {
  readonly hold_reason: string | null;
  readonly by: string | null;
}

/** A task on which another depends, as it is; nothing but its id if nothing is left of it. */
export interface Dependency {
  readonly task_id: string;
  readonly agent_id: string | null;
  readonly task_status: TaskStatus | null;
}

/** So many of the tasks ahead are named. */
const NAMED_AHEAD = 20;

/**
 * Why a pending task is not started now: all reasons that hold, in the order in which they are best looked at. None means
 * that the next start of its agent takes it.
 *
 * @param dependencies the tasks on which it depends, as they are
 */
export function reasonsOf(
  list: AgentList,
  task: Task,
  dependencies: readonly Dependency[],
  present: Moment & Outlook,
): readonly Reason[] {
  const { queue, ended } = afterLapse(list, present);
  const known = dependencies.map((dependency) => {
    const status = ended.get(dependency.task_id);
    return status === undefined ? dependency : { ...dependency, task_status: status };
  });
  return [
    ...busy(queue),
    ...unmet(task, known),
    ...timed(task, present),
    ...held(queue, task),
    ...ahead(queue, task, { ...present, ended: withEnds(present.ended, ended) }),
  ];
}

/**
 * A queue as a start finds it: the first thing that it does is to act on a lease that ran out. So that task does not keep
 * the agent busy, it stands in the queue; or it has failed for good, and what was to be cancelled then is.
 */
function afterLapse(
  list: AgentList,
  present: Moment & Outlook,
): { readonly queue: AgentList; readonly ended: ReadonlyMap<string, EndStatus> } {
  const lapse = expireTask(list, present);
  if (!lapse) return { queue: list, ended: new Map() };
  const failed =
    lapse.task.status === "failed" ? new Map([[lapse.task.id, "failed" as const]]) : new Map<string, never>();
  const { list: queue, steps } = cancelDoomed(lapse.list, withEnds(present.ended, failed), present);
  return { queue, ended: new Map([...failed, ...steps.map(({ task }) => [task.id, "cancelled"] as const)]) };
}

function busy({ agent_id, current_task }: AgentList): readonly Reason[] {
  if (!current_task) return [];
  const { id: task_id, started_at } = current_task;
  const lease_expires_at = leaseEnd(current_task) ?? null;
  return [{ reason: "agent_busy", agent_id, task_id, since: started_at ?? null, lease_expires_at }];
}

function unmet(task: Task, known: readonly Dependency[]): readonly Reason[] {
  const dependencies = dependenciesOf(task);
  if (!dependencies) return [];
  const ends = new Map<string, EndStatus>();
  for (const { task_id, task_status } of known) if (isEnd(task_status)) ends.set(task_id, task_status);
  const state = stateOfDependencies(dependencies, ends);
  if (state === "met") return [];
  const { mode, onFailure: on_failure } = dependencies;
  const isDone = ({ task_status }: Dependency) =>
    on_failure === "run" ? isEnd(task_status) : task_status === "completed";
  const is_doomed = state === "doomed";
  return known
    .filter((dependency) => !isDone(dependency))
    .map((dependency) => ({ reason: "dependency", ...dependency, mode, on_failure, is_doomed }));
}

function timed({ id: task_id, agent_id, not_before, retry_at }: Task, { clock }: Outlook): readonly Reason[] {
  const fields = [
    ["not_before", not_before],
    ["retry_delay", retry_at],
  ] as const;
  return fields.flatMap(([reason, field]) => {
    const until = isAhead(field, clock) ? stampIn(field) : undefined;
    return until === undefined ? [] : [{ reason, agent_id, task_id, until }];
  });
}

function held(list: AgentList, task: Task): readonly Reason[] {
  const [queueHold, taskHold] = [holdOf(list), holdOf(task)];
  const { agent_id } = list;
  return [
    ...(queueHold ? [{ reason: "queue_hold" as const, agent_id, task_id: null, ...heldBy(queueHold) }] : []),
    ...(taskHold ? [{ reason: "hold" as const, agent_id, task_id: task.id, ...heldBy(taskHold) }] : []),
  ];
}

function heldBy({ at, reason, by }: Hold): OnHold & { readonly since: string } {
  return { since: at, hold_reason: reason ?? null, by: by ?? null };
}

/** Of equals those that stand before it: see `nextTask`. */
function ahead({ agent_id, pending_tasks }: AgentList, task: Task, outlook: Outlook): readonly Reason[] {
  const place = pending_tasks.findIndex(({ id }) => id === task.id);
  const before = pending_tasks.filter((other, index) => {
    const order = byUrgency(other, task);
    return order < 0 || (order === 0 && index < place);
  });
  const ready = before.filter((other) => isReady(other, outlook)).toSorted(byUrgency);
  const [first] = ready;
  if (!first) return [];
  const task_ids = ready.slice(0, NAMED_AHEAD).map(({ id }) => id);
  return [{ reason: "behind", agent_id, task_id: first.id, task_ids, count: ready.length }];
}
