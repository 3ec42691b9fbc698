import type { AgentList } from "../domain/agent-list.ts";
import { type TaskListError, invalid } from "../domain/errors.ts";
import { newList } from "../domain/new-list.ts";
import type { NewTask } from "../domain/new-tasks.ts";
import type { Task } from "../domain/task.ts";
import type { Changed, Facts, Need } from "../store/store.ts";
import { type Links, addTasks } from "./add-tasks.ts";
import { optional, required } from "./input.ts";
import {
  type TaskInput,
  labelsFrom,
  newTasks,
  oneTask,
  refuseUnclearInput,
  taskFields,
  termsOf,
} from "./new-task-input.ts";
import { idsFor, keyOwners, refuseConflict, refuseOtherContent } from "./new-task-keys.ts";
import type { Draft } from "./new-task-links.ts";
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
    const drafts = items.map((item) => draftOf(item, app.operator));
    refuseOtherContent(drafts);
    const keys = drafts.flatMap(({ content: { key } }) => (key === undefined ? [] : [{ agent_id: agent, key }]));
    const need = { agents: [agent], newIds: drafts.length, ...(keys.length > 0 && { keys }) };
    const links = drafts.some(({ depends, parent }) => depends ?? parent) ? await loadLinks() : undefined;
    const order = { agent, agent_name, drafts, links };
    return changeTasks(app, need, (facts) => create(facts, order), { createRoot: true });
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

function draftOf(item: TaskInput, operator: string | undefined): Draft {
  refuseUnclearInput(item);
  const { name, description, priority, metadata, key, depends_on: on, parent } = item;
  const { depends_mode: mode = "all", on_dependency_failure: onFailure = "wait" } = item;
  const [terms, labels] = [termsOf(item), labelsFrom(item)];
  const content = {
    name,
    description,
    priority,
    ...(metadata && { metadata }),
    ...(key !== undefined && { key }),
    ...(operator !== undefined && { created_by: operator }),
    ...(terms && { terms }),
    ...(labels && { labels }),
  };
  return { content, ...(on && { depends: { on, mode, onFailure } }), parent };
}

interface Order {
  readonly agent: string;
  readonly agent_name: string | undefined;
  readonly drafts: readonly Draft[];
  readonly links: Links | undefined;
}

async function loadLinks(): Promise<Links> {
  return { ...(await import("./new-task-links.ts")), ...(await import("./new-task-parts.ts")) };
}

function create(
  facts: Facts,
  { agent, agent_name, drafts, links }: Order,
): Changed<CreateResult> | { readonly need: Need } {
  const known = facts.lists.get(agent);
  const plain = drafts.map(({ content }) => content);
  const owners = keyOwners(facts, agent, plain);
  if ("need" in owners) return owners;
  const ids = idsFor(plain, owners.byKey, facts.newIds);
  const linked = links?.linkDrafts(drafts, ids, facts) ?? { contents: plain };
  if ("need" in linked) return linked;
  const { additions, twins } = withoutTwins(agent, ids, linked.contents, owners.byKey);
  if (additions.size === 0) return { result: { tasks: inOrder(ids, [], twins) } };
  const list = named(known ?? newList(agent, facts.now), agent_name);
  const added = addTasks(list, additions, facts, links);
  if ("need" in added) return added;
  const isNamed = list.agent_name && list.agent_name !== known?.agent_name;
  return {
    lists: added.lists,
    events: added.events.map((event, position) =>
      isNamed && position === 0 ? { ...event, agent_name: list.agent_name } : event,
    ),
    result: {
      tasks: inOrder(ids, added.tasks, twins),
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

/** Parts those that are new from those whose key has its task already. @throws KEY_CONFLICT */
function withoutTwins(
  agent: string,
  ids: readonly string[],
  contents: readonly NewTask[],
  owners: ReadonlyMap<string, Task>,
): { readonly additions: ReadonlyMap<string, NewTask>; readonly twins: ReadonlyMap<string, Task> } {
  const additions = new Map<string, NewTask>();
  const twins = new Map<string, Task>();
  for (const [position, content] of contents.entries()) {
    const id = ids[position] ?? "";
    const twin = content.key === undefined ? undefined : owners.get(content.key);
    if (twin) refuseConflict(agent, twin, content);
    if (twin) twins.set(id, twin);
    else if (!additions.has(id)) additions.set(id, content);
  }
  return { additions, twins };
}

function named(list: AgentList, agent_name: string | undefined): AgentList {
  return agent_name === undefined ? list : { ...list, agent_name };
}
