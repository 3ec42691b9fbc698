import type { AgentList } from "../domain/agent-list.ts";
import { TaskListError } from "../domain/errors.ts";
import { findOpenKey } from "../domain/find-task.ts";
import { newList } from "../domain/new-list.ts";
import { differingFields } from "../domain/same-content.ts";
import type { Task } from "../domain/task.ts";
import { type NewTask, createTask as addTask } from "../domain/transitions.ts";
import type { Changed, Facts } from "../store/store.ts";
import { agentName, key, longText, metadata, optional, priority, required, taskName, withDefault } from "./input.ts";
import { defineOperation, updateOptions } from "./operation.ts";
import type { Warned } from "./warning.ts";

export interface CreateResult extends Warned {
  readonly task_id: string;
  /** False if an open task with the same key and content was there already. */
  readonly created: boolean;
  readonly task: Task;
  readonly agent_created?: true;
  readonly root_created?: true;
}

/** Adds a task to an agent's queue. With a key, the same call can be repeated and adds it once. */
export const createTask = defineOperation({
  name: "create",
  isChange: true,
  input: {
    agent: required(agentName),
    name: required(taskName),
    description: withDefault(longText, ""),
    priority: withDefault(priority, 5),
    agent_name: optional(taskName),
    metadata: optional(metadata),
    key: optional(key),
  },
  async run(app, input): Promise<CreateResult> {
    const agent = await app.store.agentId(input.agent);
    const content: NewTask = {
      name: input.name,
      description: input.description,
      priority: input.priority,
      ...(input.metadata && { metadata: input.metadata }),
      ...(input.key !== undefined && { key: input.key }),
      ...(app.operator !== undefined && { created_by: app.operator }),
    };
    const { result, warnings } = await app.store.update(
      { agents: [agent], newIds: 1 },
      (facts) => create(facts, { agent, agent_name: input.agent_name, content }),
      { ...updateOptions(app), createRoot: true },
    );
    return warnings.length === 0 ? result : { ...result, warnings };
  },
});

interface Order {
  readonly agent: string;
  readonly agent_name: string | undefined;
  readonly content: NewTask;
}

function create(facts: Facts, { agent, agent_name, content }: Order): Changed<CreateResult> {
  const known = facts.lists.get(agent);
  const twin = known && content.key !== undefined ? findOpenKey(known, content.key) : undefined;
  if (twin) return { result: repeated(agent, twin, content) };
  const list = named(known ?? newList(agent, facts.now), agent_name);
  const step = addTask(list, facts.newIds[0] ?? "", content, facts.now);
  const isNamed = list.agent_name && list.agent_name !== known?.agent_name;
  return {
    lists: [step.list],
    events: [isNamed ? { ...step.event, agent_name: list.agent_name } : step.event],
    result: {
      task_id: step.task.id,
      created: true,
      task: step.task,
      ...(!known && { agent_created: true }),
      ...(facts.isNewRoot && { root_created: true }),
    },
  };
}

function repeated(agent_id: string, task: Task, content: NewTask): CreateResult {
  const differs_in = differingFields(task, content);
  if (differs_in.length === 0) return { task_id: task.id, created: false, task };
  throw new TaskListError("KEY_CONFLICT", { agent_id, key: content.key ?? "", task_id: task.id, differs_in });
}

function named(list: AgentList, agent_name: string | undefined): AgentList {
  return agent_name === undefined ? list : { ...list, agent_name };
}
