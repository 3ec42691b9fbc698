import { moveTask } from "../../../src/domain/care.ts";
import { expireTask, retryTask } from "../../../src/domain/come-back.ts";
import type { EventDraft } from "../../../src/domain/event.ts";
import { newList } from "../../../src/domain/new-list.ts";
import type { NewTask } from "../../../src/domain/new-tasks.ts";
import { currentTask, type Step } from "../../../src/domain/step.ts";
import { cancelTask, completeTask, failTask, startTask } from "../../../src/domain/transitions.ts";
import { noteTask } from "../../../src/domain/work.ts";
import type { AgentList } from "../../../src/domain/agent-list.ts";
import { type FileStoreOptions, fileStore } from "../../../src/store/file/store.ts";
import type { Task } from "../../../src/domain/task.ts";
import type { Facts, Change, Need, TaskStore } from "../../../src/store/store.ts";
import { createTask } from "../../helpers/builders.ts";

export const AGENTS = ["one", "two"] as const;

export type CommandName = keyof typeof COMMANDS;

/** What a client is to do. `choice` is a number from 0 to 1 for what it may choose. */
export interface Command {
  readonly name: CommandName;
  readonly agent: (typeof AGENTS)[number];
  readonly choice: number;
}

/** So long a lease lasts: some clients sleep for longer. */
const LEASE_MS = 200;

/** The events that a change promised: "create task-001 of one". */
export type Told = readonly string[];

type Carry = (store: TaskStore, command: Command, operator: string) => Promise<Told>;

const COMMANDS = {
  create: (store, { agent }, operator) =>
    update(store, { agents: [agent], newIds: 1 }, operator, ({ lists, newIds, now }) => [
      create(lists.get(agent) ?? newList(agent, now), newIds[0]!, now),
    ]),

  /** A new key each time, which the task then has for ever. */
  createWithKey: (store, { agent }, operator) =>
    update(store, { agents: [agent], newIds: 1 }, operator, ({ lists, newIds: [id = ""], now }) => [
      create(lists.get(agent) ?? newList(agent, now), id, now, { key: `k ${id}`, terms: { key_scope: "ever" } }),
    ]),

  createOnBoth: (store, _command, operator) =>
    update(store, { agents: AGENTS, newIds: 2 }, operator, ({ lists, newIds, now }) =>
      AGENTS.map((agent, index) => create(lists.get(agent) ?? newList(agent, now), newIds[index]!, now)),
    ),

  start: (store, { agent, choice }, operator) =>
    step(store, agent, operator, (list, moment) =>
      startTask(list, { task: choice < 0.5 ? undefined : pendingOf(list, choice) }, moment),
    ),

  /** Takes a task on a lease; if that of the one before has run out, after acting on that. */
  startOnLease: (store, { agent }, operator) =>
    update(store, { agents: [agent] }, operator, (facts) => {
      const list = facts.lists.get(agent) ?? newList(agent, facts.now);
      const lapse = expireTask(list, facts);
      const start = startTask(lapse?.list ?? list, { lease_ms: LEASE_MS }, facts);
      return { lists: [start.list], events: [...(lapse ? [lapse.event] : []), start.event] };
    }),

  note: (store, { agent }, operator) =>
    step(
      store,
      agent,
      operator,
      (list, moment) => noteTask(list, currentTask(list), { message: operator }, moment)!, // each operator says another thing
    ),

  /** From one agent to the other: what runs, or something that waits. */
  move: (store, { agent, choice }, operator) =>
    update(store, { agents: AGENTS }, operator, ({ lists, now }) => {
      const [from, to] = [agent, AGENTS.find((name) => name !== agent)!].map(
        (name) => lists.get(name) ?? newList(name, now),
      ) as [AgentList, AgentList];
      const task = (choice < 0.5 ? from.current_task : undefined) ?? pendingOf(from, choice);
      return task ? moveTask(from, to, task, now) : [];
    }),

  complete: (store, { agent }, operator) =>
    step(store, agent, operator, (list, { now }) => completeTask(list, undefined, now)),

  fail: (store, { agent }, operator) =>
    step(store, agent, operator, (list, moment) => failTask(list, { error_message: "no" }, moment)),

  cancel: (store, { agent, choice }, operator) =>
    step(store, agent, operator, (list, { now }) => cancelTask(list, pendingOf(list, choice), undefined, now)),

  /** Looks for the failed ones as a reader does, and takes one, wherever it is. */
  retry: async (store, { agent, choice }, operator) => {
    const failed = (await store.tasks({ agent, status: "failed", limit: 9 })).tasks;
    const chosen = failed[Math.floor(choice * failed.length)]?.task;
    if (!chosen) return [];
    return update(store, { agents: [agent], tasks: [chosen.id] }, operator, ({ lists, tasks, now }) => {
      const list = lists.get(agent)!;
      const listed = list.failed_tasks.find(({ id }) => id === chosen.id);
      const place = tasks.get(chosen.id)!.find(({ agent_id }) => agent_id === agent);
      const task = listed ?? place?.task;
      return task ? [retryTask(list, task, now)] : []; // it may have been moved since we looked
    });
  },

  /** Changes nothing: only what every holder of the lock does first. */
  nothing: (store, { agent }, operator) => update(store, { agents: [agent] }, operator, () => []),
} satisfies Record<string, Carry>;

/** The store that is tested, with all that a client can do to it. */
export function commandsOf(
  root: string,
  options: FileStoreOptions,
): (command: Command, operator: string) => Promise<Told> {
  const store = fileStore(root, options);
  const table: Record<CommandName, Carry> = COMMANDS;
  return (command, operator) => table[command.name](store, command, operator);
}

function pendingOf({ pending_tasks }: AgentList, choice: number): Task | undefined {
  return pending_tasks[Math.floor(choice * pending_tasks.length)];
}

function create(list: AgentList, id: string, now: string, more: Partial<NewTask> = {}): Step {
  return createTask(list, id, { name: "a task", description: "", priority: 5, ...more }, now);
}

function step(
  store: TaskStore,
  agent: string,
  operator: string,
  transition: (list: AgentList, moment: Facts) => Step,
): Promise<Told> {
  return update(store, { agents: [agent] }, operator, (facts) => [
    transition(facts.lists.get(agent) ?? newList(agent, facts.now), facts),
  ]);
}

async function update(
  store: TaskStore,
  need: Need,
  operator: string,
  changeOf: (facts: Parameters<Change<Told>>[0]) => readonly Step[] | Changes,
): Promise<Told> {
  const change: Change<Told> = (facts) => {
    const made = changeOf(facts);
    const { lists, events } = "lists" in made ? made : changesOf(made);
    return {
      lists,
      events,
      result: events.map(({ action, task_id, agent_id }) => `${action} ${task_id} of ${agent_id}`),
    };
  };
  const { result, warnings } = await store.update(need, change, { createRoot: true, operator });
  if (warnings.length > 0) throw new Error(`a success with warnings: ${JSON.stringify(warnings)}`);
  return result;
}

interface Changes {
  readonly lists: readonly AgentList[];
  readonly events: readonly EventDraft[];
}

function changesOf(steps: readonly Step[]): Changes {
  return { lists: steps.map(({ list }) => list), events: steps.map(({ event }) => event) };
}
