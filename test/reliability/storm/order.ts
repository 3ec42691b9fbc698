import type { Task, TaskStatus } from "../../../src/domain/task.ts";

export type Command =
  "create" | "start" | "complete" | "fail" | "cancel" | "retry" | "list" | "get" | "query" | "history" | "stats";

/** One command on the queue of one agent. */
export interface Order {
  readonly command: Command;
  /** The task that is named, where one is. */
  readonly id?: string;
  /** What a query asks for. */
  readonly status?: TaskStatus;
  /** What is to be created. */
  readonly tasks?: readonly Wish[];
}

/** A task as a caller wants it. */
export interface Wish {
  readonly name: string;
  readonly priority: number;
  readonly key?: string;
}

/** What an answer tells of the queue, without words and times: to be compared with what it should tell. */
export type Facts = Readonly<Record<string, unknown>>;

/** How an order is given to the program: one new task by flags, several as lines of JSON. */
export function lineOf({ command, id, status, tasks = [] }: Order): { args: readonly string[]; input: string } {
  const [first] = tasks;
  const isBatch = tasks.length > 1;
  return {
    args: [
      command,
      ...(isBatch ? ["--input", "-"] : first ? ["--name", first.name, "--priority", String(first.priority)] : []),
      ...(!isBatch && first?.key !== undefined ? ["--key", first.key] : []),
      ...(id === undefined ? [] : ["--task-id", id]),
      ...(status === undefined ? [] : ["--status", status]),
      ...(command === "fail" ? ["--error", "no"] : []),
      ...(command === "history" ? ["--limit", "100000"] : []),
    ],
    input: isBatch ? tasks.map((task) => `${JSON.stringify(task)}\n`).join("") : "",
  };
}

/** What the program's answer to an order tells. Throws where it has not what an answer must have. */
export function factsOf({ command }: Order, answer: Facts): Facts {
  if (answer["code"] !== undefined) return only(answer, "code", "task_id", "task_status", "current_task_id");
  return TOLD[command](answer as unknown as Answer);
}

interface Answer {
  readonly task: Task;
  readonly task_id: string;
  readonly task_ids?: readonly string[];
  readonly created: boolean;
  readonly location: string;
  readonly total: unknown;
  readonly totals: unknown;
  readonly current_task: Task | null;
  readonly pending_tasks: readonly Task[];
  readonly completed_tasks: readonly Task[];
  readonly failed_tasks: readonly Task[];
  readonly cancelled_tasks: readonly Task[];
  readonly tasks: readonly { readonly task: Task }[];
  readonly history: readonly Task[];
}

const step = (answer: Answer) => only({ ...answer }, "task_id", "changed");

const TOLD: Readonly<Record<Command, (answer: Answer) => Facts>> = {
  create: ({ task_id, task_ids = [task_id], created }) => ({ ids: task_ids, created }),
  start: step,
  complete: step,
  fail: step,
  cancel: step,
  retry: step,
  list: ({ totals, current_task, pending_tasks, completed_tasks, failed_tasks, cancelled_tasks }) => ({
    totals,
    current: current_task?.id ?? null,
    pending: idsOf(pending_tasks),
    completed: idsOf(completed_tasks),
    failed: idsOf(failed_tasks),
    cancelled: idsOf(cancelled_tasks),
  }),
  get: ({ task, location }) => ({ task_id: task.id, status: task.status, location }),
  query: ({ total, tasks }) => ({ total, ids: idsOf(tasks.map(({ task }) => task)).toSorted() }),
  history: ({ total, history }) => ({ total, ids: idsOf(history).toSorted() }),
  stats: ({ total }) => ({ totals: total }),
};

function only(answer: Facts, ...fields: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(answer).filter(([field]) => fields.includes(field)));
}

function idsOf(tasks: readonly Task[]): readonly string[] {
  return tasks.map(({ id }) => id);
}
