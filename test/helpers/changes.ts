import type { AgentList } from "../../src/domain/agent-list.ts";
import { newList } from "../../src/domain/new-list.ts";
import type { NewTask } from "../../src/domain/new-tasks.ts";
import type { Task } from "../../src/domain/task.ts";
import { createTask } from "./builders.ts";
import { retryTask } from "../../src/domain/come-back.ts";
import type { Step } from "../../src/domain/step.ts";
import { cancelTask, completeTask, failTask, startTask } from "../../src/domain/transitions.ts";
import type { Facts, TaskStore, UpdateOptions } from "../../src/store/store.ts";

const CREATE_ROOT: UpdateOptions = { createRoot: true };

/** Adds a task, as `create` does. Returns its id. */
export async function add(store: TaskStore, agent: string, fields: Partial<NewTask> = {}): Promise<string> {
  const content = { name: "a task", description: "", priority: 5, ...fields };
  const { result } = await store.update(
    { agents: [agent], newIds: 1 },
    (facts) => {
      const step = createTask(
        facts.lists.get(agent) ?? newList(agent, facts.now),
        facts.newIds[0]!,
        content,
        facts.now,
      );
      return { lists: [step.list], events: [step.event], result: step.task.id };
    },
    CREATE_ROOT,
  );
  return result;
}

/** Starts the most urgent task, or the named one. */
export function start(store: TaskStore, agent: string, id?: string): Promise<Task> {
  return take(store, agent, (list, moment) => startTask(list, { task: pendingOf(list, id) }, moment));
}

export function complete(store: TaskStore, agent: string): Promise<Task> {
  return take(store, agent, (list, { now }) => completeTask(list, undefined, now));
}

export function fail(store: TaskStore, agent: string): Promise<Task> {
  return take(store, agent, (list, moment) => failTask(list, { error_message: "no" }, moment));
}

export function cancel(store: TaskStore, agent: string): Promise<Task> {
  return take(store, agent, (list, { now }) => cancelTask(list, undefined, undefined, now));
}

/** Brings a failed task back, wherever it is. */
export async function retry(store: TaskStore, agent: string, id: string): Promise<Task> {
  const { result } = await store.update({ agents: [agent], tasks: [id] }, (facts) => {
    const list = facts.lists.get(agent)!;
    const found = facts.tasks.get(id)!.find((place) => place.agent_id === agent)!;
    const listed = list.failed_tasks.find((task) => task.id === id);
    const { list: after, event, task } = retryTask(list, listed ?? found.task, facts.now);
    return { lists: [after], events: [event], result: task };
  });
  return result;
}

function pendingOf(list: AgentList, id: string | undefined): Task | undefined {
  return id === undefined ? undefined : list.pending_tasks.find((task) => task.id === id)!;
}

/** The list of an agent that has one. */
export async function listOf(store: TaskStore, agent: string): Promise<AgentList> {
  const list = (await store.read({ agents: [agent] })).lists.get(agent);
  if (!list) throw new Error(`${agent} has no list`);
  return list;
}

async function take(
  store: TaskStore,
  agent: string,
  transition: (list: AgentList, moment: Facts) => Step,
): Promise<Task> {
  const { result } = await store.update({ agents: [agent], dependencies: true }, (facts) => {
    const { list, event, task } = transition(facts.lists.get(agent)!, facts);
    return { lists: [list], events: [event], result: task };
  });
  return result;
}
