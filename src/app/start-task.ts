import type { AgentList } from "../domain/agent-list.ts";
import { attemptOf } from "../domain/attempts.ts";
import { cancelDoomed } from "../domain/doomed.ts";
import { withEnds } from "../domain/ends.ts";
import { expireTask } from "../domain/come-back.ts";
import { durationIn } from "../domain/duration.ts";
import { TaskListError } from "../domain/errors.ts";
import type { Step } from "../domain/step.ts";
import type { Task, TaskStatus } from "../domain/task.ts";
import { startTask as start } from "../domain/transitions.ts";
import { renewTask } from "../domain/work.ts";
import type { Changed, Facts, Need } from "../store/store.ts";
import { type Cascaded, endsTold, withCascade } from "./cascade.ts";
import { type Delivered, deliveredTo } from "./delivered.ts";
import { type InputOf, optional, required, withDefault } from "./input.ts";
import { findNamedTask } from "./named-task.ts";
import { type App, changeTasks, defineOperation } from "./operation.ts";
import { agentName, taskId, yesNo } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface StartResult extends Warned, Cascaded {
  readonly task_id: string;
  /** Which attempt at the task this is, counted from 1. */
  readonly attempt: number;
  /** The task was running already, and the caller goes on with it. */
  readonly resumed?: true;
  readonly task: Task;
  /** What the tasks on which it depends have delivered, if asked for. */
  readonly dependencies?: readonly Delivered[];
  /** The task that was running until its lease ran out, and what it is now. */
  readonly expired?: { readonly task_id: string; readonly attempt: number; readonly task_status: TaskStatus };
}

const input = {
  agent: required(agentName),
  task_id: optional(taskId),
  resume: withDefault(yesNo, false),
  with_results: withDefault(yesNo, false),
};

/** Nothing could be started, and yet something has changed: a lease had run out. */
interface Refused extends Warned {
  readonly refusal: TaskListError;
}

/** Makes the most urgent pending task of an agent, or the named one, its current task. */
export const startTask = defineOperation({
  name: "start",
  isChange: true,
  input,
  async run(app, given): Promise<StartResult> {
    const agent = await app.store.agentId(given.agent);
    const order = { ...given, agent, lease_ms: defaultLeaseOf(app) };
    const need = { agents: [agent], dependencies: true as const };
    const result = await changeTasks<StartResult | Refused>(app, need, (facts) => startOne(facts, order));
    if ("refusal" in result) throw result.refusal;
    return result;
  },
});

interface Order extends InputOf<typeof input> {
  readonly lease_ms: number | undefined;
}

function startOne(facts: Facts, order: Order): Changed<StartResult | Refused> | { readonly need: Need } {
  const known = facts.lists.get(order.agent);
  if (!known) throw new TaskListError("QUEUE_EMPTY", { agent_id: order.agent, no_queue: true });
  const lapse = expireTask(known, facts);
  // As a rule they are when what they depend on fails; but their list could not be read then, or was written by others.
  const { list, steps } = cancelDoomed(lapse?.list ?? known, facts.ended, facts);
  const before = [...(lapse ? [lapse] : []), ...steps].map(({ event }) => event);
  if (before.length === 0) return startAndTell(known, facts, order);
  const cleared = withCascade(facts, { lists: [list], events: before, result: {} });
  if ("need" in cleared) return cleared;
  const { lists = [], events = [], result } = cleared;
  const isOwn = ({ agent_id }: AgentList) => agent_id === order.agent;
  try {
    // What has ended just now may be what another task waits for.
    const now = { ...facts, ended: withEnds(facts.ended, endsTold(events)) };
    const started = startAndTell(lists.find(isOwn) ?? list, now, order);
    if ("need" in started) return started;
    return {
      lists: [...(started.lists ?? lists.filter(isOwn)), ...lists.filter((other) => !isOwn(other))],
      events: [...events, ...(started.events ?? [])],
      result: { ...started.result, ...result, ...(lapse && { expired: expiredOf(lapse) }) },
    };
  } catch (error) {
    // Whatever can be started: the lease has run out, and this was the start that acts on it.
    if (!(error instanceof TaskListError)) throw error;
    return { lists, events, result: { refusal: error } };
  }
}

/** Starts a task, with what the others have delivered on which it depends. */
function startAndTell(list: AgentList, facts: Facts, order: Order): Changed<StartResult> | { readonly need: Need } {
  const started = startIn(list, facts, order);
  if ("need" in started || !order.with_results) return started;
  const dependencies = deliveredTo(started.result.task, facts);
  return "need" in dependencies ? dependencies : { ...started, result: { ...started.result, dependencies } };
}

function startIn(list: AgentList, facts: Facts, order: Order): Changed<StartResult> | { readonly need: Need } {
  const { task_id, resume, lease_ms } = order;
  const current = list.current_task;
  if (resume && current && (task_id ?? current.id) === current.id) return resumed(list, current, facts);
  const found =
    task_id === undefined || current ? undefined : findNamedTask(facts, list, { id: task_id, status: "pending" });
  if (found && "need" in found) return found;
  const { list: after, event, task } = start(list, { task: found?.task, lease_ms }, facts);
  return { lists: [after], events: [event], result: { task_id: task.id, attempt: attemptOf(task), task } };
}

/** The current task once more: its lease begins anew, and else nothing changes. */
function resumed(list: AgentList, current: Task, facts: Facts): Changed<StartResult> {
  const step = renewTask(list, current, facts);
  const task = step?.task ?? current;
  const result = { task_id: task.id, attempt: attemptOf(task), resumed: true as const, task };
  return step ? { lists: [step.list], events: [step.event], result } : { result };
}

function expiredOf({ task }: Step): StartResult["expired"] {
  return { task_id: task.id, attempt: attemptOf(task) - 1, task_status: task.status };
}

function defaultLeaseOf({ settings }: App): number | undefined {
  return durationIn(settings.default_lease.value);
}
