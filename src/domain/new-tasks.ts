import type { AgentList } from "./agent-list.ts";
import { type Dependencies, dependencyFields } from "./dependencies.ts";
import { TaskListError } from "./errors.ts";
import type { EventDraft } from "./event.ts";
import { type Labels, labelsOf } from "./labels.ts";
import { LIMITS } from "./limits.ts";
import { inRunningOrder } from "./queue.ts";
import type { Task } from "./task.ts";
import { type Terms, termFields } from "./terms.ts";
import type { Moment } from "./timestamp.ts";

/** What a caller says of a new task. */
export interface NewTask {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly key?: string;
  readonly created_by?: string;
  readonly terms?: Terms;
  readonly dependencies?: Dependencies;
  readonly labels?: Labels;
  /** The ids of its parts, where they are made with it. */
  readonly children?: readonly string[];
}

/** New tasks of one list, all at once. */
export interface Additions {
  readonly list: AgentList;
  readonly tasks: readonly Task[];
  readonly events: readonly EventDraft[];
}

/**
 * Adds tasks to the queue, each with its id.
 *
 * @throws INVALID_PARAMS if one would be due in the past
 * @throws QUEUE_FULL if there would be more than 10,000 pending tasks
 */
export function createTasks(list: AgentList, contents: ReadonlyMap<string, NewTask>, moment: Moment): Additions {
  const { agent_id } = list;
  const { now } = moment;
  const tasks = [...contents].map(([id, content]) => newTask(agent_id, id, content, moment));
  return {
    list: tasks.length === 0 ? list : enqueue(list, tasks),
    tasks,
    events: tasks.map((task) => ({
      at: now,
      agent_id,
      task_id: task.id,
      action: "create",
      old_status: null,
      new_status: "pending",
      ...labelsOf(task),
      task,
    })),
  };
}

/** Puts tasks into the queue, each in its place. @throws QUEUE_FULL */
export function enqueue(list: AgentList, tasks: readonly Task[]): AgentList {
  const pending = [...list.pending_tasks, ...tasks];
  if (pending.length > LIMITS.pendingTasks) {
    throw new TaskListError("QUEUE_FULL", { agent_id: list.agent_id, limit: LIMITS.pendingTasks });
  }
  return { ...list, pending_tasks: inRunningOrder(pending) };
}

function newTask(agent_id: string, id: string, content: NewTask, { now, clock }: Moment): Task {
  const { name, description, priority, terms, dependencies, labels, ...extra } = content;
  return {
    id,
    name,
    description,
    status: "pending",
    priority,
    assigned_at: now,
    created_at: now,
    agent_id,
    ...extra,
    ...(terms && termFields(terms, clock)),
    ...(dependencies && dependencyFields(dependencies)),
    ...labels,
  };
}
