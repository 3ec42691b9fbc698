import type { AgentList } from "../domain/agent-list.ts";
import { TaskListError, invalid } from "../domain/errors.ts";
import { openTasksByKey } from "../domain/find-task.ts";
import { newList } from "../domain/new-list.ts";
import { differingFields } from "../domain/same-content.ts";
import type { Task } from "../domain/task.ts";
import { type NewTask, createTasks } from "../domain/new-tasks.ts";
import { keyName } from "../domain/kept-key.ts";
import type { Changed, Facts, Need } from "../store/store.ts";
import { optional, required } from "./input.ts";
import { type TaskInput, newTasks, oneTask, taskFields, termsOf } from "./new-task-input.ts";
import { type App, changeTasks, defineOperation } from "./operation.ts";
import { agentName, taskName } from "./readers.ts";
import type { Warned } from "./warning.ts";

export interface CreateResult extends Warned {
  /** In the order of the input. */
  readonly tasks: readonly CreatedTask[];
  readonly agent_created?: true;
  readonly root_created?: true;
}

export interface CreatedTask {
  readonly task_id: string;
  readonly task: Task;
  /** False if an open task with the same key and content was there already. */
  readonly created: boolean;
}

const fields = { agent: required(agentName), agent_name: optional(taskName), ...taskFields, input: optional(newTasks) };

/** Adds a task, or with `input` several at once, to an agent's queue. With a key, the same call can be repeated and adds it once. */
export const createTask = defineOperation({
  name: "create",
  isChange: true,
  input: fields,
  async run(app, { agent: agentGiven, agent_name, input, ...flags }): Promise<CreateResult> {
    const agent = await app.store.agentId(agentGiven);
    const items = input ? await itemsOf(app, agent, input, flags) : [oneTask(flags)];
    const contents = items.map((item) => contentOf(item, app.operator));
    refuseOtherContent(contents);
    const keys = contents.flatMap(({ key }) => (key === undefined ? [] : [{ agent_id: agent, key }]));
    const need = { agents: [agent], newIds: contents.length, ...(keys.length > 0 && { keys }) };
    return changeTasks(app, need, (facts) => create(facts, { agent, agent_name, contents }), { createRoot: true });
  },
});

/** @throws INVALID_PARAMS if a task is another agent's, or is described by flags too */
async function itemsOf(
  app: App,
  agent: string,
  items: readonly TaskInput[],
  flags: Readonly<Record<string, unknown>>,
): Promise<readonly TaskInput[]> {
  const flag = Object.entries(flags).find(([, value]) => value !== undefined)?.[0];
  if (flag !== undefined) throw invalid("not_together", { parameter: flag, given: "input" });
  const owners = new Set(
    items.flatMap(({ agent: name, agent_id }) => [name, agent_id]).filter((name) => name !== undefined),
  );
  for (const name of owners) {
    // oxlint-disable-next-line no-await-in-loop -- as a rule there is one name, and it is the agent's
    if (name !== agent && (await app.store.agentId(name)) !== agent) throw anothers(items, name);
  }
  return items;
}

function anothers(items: readonly TaskInput[], given: string): TaskListError {
  const item = 1 + items.findIndex(({ agent, agent_id }) => agent === given || agent_id === given);
  return invalid("another_agent", { parameter: "agent_id", given, item });
}

function contentOf(item: TaskInput, operator: string | undefined): NewTask {
  const { name, description, priority, metadata, key } = item;
  const terms = termsOf(item);
  return {
    name,
    description,
    priority,
    ...(metadata && { metadata }),
    ...(key !== undefined && { key }),
    ...(operator !== undefined && { created_by: operator }),
    ...(terms && { terms }),
  };
}

/** @throws INVALID_PARAMS if two tasks of one call have a key, and not the same content */
function refuseOtherContent(contents: readonly NewTask[]): void {
  const byKey = new Map<string, NewTask>();
  for (const [position, content] of contents.entries()) {
    const { key } = content;
    const before = key === undefined ? undefined : byKey.get(key);
    if (key !== undefined) byKey.set(key, before ?? content);
    if (!before || differingFields(taskLike(before), content).length === 0) continue;
    throw invalid("key_used_twice", { parameter: "key", given: key ?? "", item: position + 1 });
  }
}

function taskLike({ terms, ...content }: NewTask): NewTask & Pick<Task, "key_scope"> {
  return { ...content, key_scope: terms?.key_scope };
}

interface Order {
  readonly agent: string;
  readonly agent_name: string | undefined;
  readonly contents: readonly NewTask[];
}

function create(facts: Facts, order: Order): Changed<CreateResult> | { readonly need: Need } {
  const { agent, agent_name, contents } = order;
  const known = facts.lists.get(agent);
  const owners = keyOwners(facts, order);
  if ("need" in owners) return owners;
  const { additions, ids, twins } = withoutTwins(contents, owners.byKey, order, facts.newIds);
  if (additions.size === 0) return { result: { tasks: inOrder(ids, [], twins) } };
  const list = named(known ?? newList(agent, facts.now), agent_name);
  const step = createTasks(list, additions, facts);
  const isNamed = list.agent_name && list.agent_name !== known?.agent_name;
  return {
    lists: [step.list],
    events: step.events.map((event, position) =>
      isNamed && position === 0 ? { ...event, agent_name: list.agent_name } : event,
    ),
    result: {
      tasks: inOrder(ids, step.tasks, twins),
      ...(!known && { agent_created: true }),
      ...(facts.isNewRoot && { root_created: true }),
    },
  };
}

/** The tasks of a call, in the order of its input. One that stands there twice was created the first time. */
function inOrder(
  ids: readonly string[],
  added: readonly Task[],
  twins: ReadonlyMap<string, Task>,
): readonly CreatedTask[] {
  const tasks = new Map([...twins, ...added.map((task) => [task.id, task] as const)]);
  const fresh = new Set(added.map(({ id }) => id));
  return ids.flatMap((task_id) => {
    const task = tasks.get(task_id);
    return task ? [{ task_id, task, created: fresh.delete(task_id) }] : [];
  });
}

/**
 * The tasks that have the keys of a call: open ones, and those that have theirs for ever, which have to be asked for first.
 *
 * @throws TASK_NOT_FOUND if nothing is left of a task that has its key for ever
 */
function keyOwners(
  { lists, keys, tasks }: Facts,
  { agent, contents }: Order,
): { readonly byKey: ReadonlyMap<string, Task> } | { readonly need: Need } {
  const list = lists.get(agent);
  const own = contents.flatMap(({ key }) => key ?? []);
  const open: ReadonlyMap<string, Task> = own.length > 0 && list ? openTasksByKey(list) : new Map();
  const kept = own.flatMap((key) => {
    const task_id = open.has(key) ? undefined : keys.get(keyName({ agent_id: agent, key }));
    return task_id === undefined ? [] : [{ key, task_id }];
  });
  const missing = kept.map(({ task_id }) => task_id).filter((id) => !tasks.has(id));
  if (missing.length > 0) return { need: { tasks: missing } };
  const owners = kept.map(({ key, task_id }) => {
    const found = tasks.get(task_id)?.find(({ task }) => task.key === key);
    if (!found) throw new TaskListError("TASK_NOT_FOUND", { task_id, agent_id: agent });
    return [key, found.task] as const;
  });
  return { byKey: kept.length === 0 ? open : new Map([...open, ...owners]) };
}

/** Gives each content its id: a new one, or that of the task that has its key. */
function withoutTwins(
  contents: readonly NewTask[],
  owners: ReadonlyMap<string, Task>,
  { agent }: Order,
  newIds: readonly string[],
): { additions: ReadonlyMap<string, NewTask>; ids: readonly string[]; twins: ReadonlyMap<string, Task> } {
  const additions = new Map<string, NewTask>();
  const twins = new Map<string, Task>();
  const ownKeys = new Map<string, string>();
  const ids = contents.map((content) => {
    const { key } = content;
    const ownId = key === undefined ? undefined : ownKeys.get(key);
    const twin = key === undefined ? undefined : owners.get(key);
    const id = ownId ?? twin?.id ?? newIds[additions.size] ?? "";
    if (ownId === undefined && twin) refuseConflict(agent, twin, content);
    else if (ownId === undefined) additions.set(id, content);
    if (twin) twins.set(id, twin);
    else if (key !== undefined) ownKeys.set(key, id);
    return id;
  });
  return { additions, ids, twins };
}

/** @throws KEY_CONFLICT if the task that has the key has another content */
function refuseConflict(agent_id: string, { id, ...before }: Task, content: NewTask): void {
  const differs_in = differingFields(before, content);
  if (differs_in.length === 0) return;
  throw new TaskListError("KEY_CONFLICT", { agent_id, key: content.key ?? "", task_id: id, differs_in });
}

function named(list: AgentList, agent_name: string | undefined): AgentList {
  return agent_name === undefined ? list : { ...list, agent_name };
}
