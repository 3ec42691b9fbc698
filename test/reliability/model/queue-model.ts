import type { ErrorCode } from "../../../src/domain/errors.ts";
import type { TaskStatus } from "../../../src/domain/task.ts";

/** All tasks of a store, in the order in which they last changed: so those that wait are in the order in which they came. */
export type Model = readonly ModelTask[];

export interface NewItem {
  readonly priority: number;
  readonly key?: string | undefined;
}

export interface ModelTask extends NewItem {
  readonly id: string;
  readonly agent: string;
  readonly status: TaskStatus;
}

/** What is asked of a store; without an id the agent's next or current task is meant. */
export type Command =
  | { readonly do: "create"; readonly agent: string; readonly items: readonly NewItem[] }
  | { readonly do: StepName; readonly agent: string; readonly id: string | undefined };

/** The answer is a code, or tells each task with its status, and whether the call was a repetition. */
export interface Outcome {
  readonly answer: string;
  readonly model: Model;
}

export type StepName = "start" | "complete" | "fail" | "cancel" | "retry";

export const STEPS = {
  start: { from: ["pending"], to: "running", none: "QUEUE_EMPTY" },
  complete: { from: ["running"], to: "completed", none: "NO_CURRENT_TASK" },
  fail: { from: ["running"], to: "failed", none: "NO_CURRENT_TASK" },
  cancel: { from: ["pending", "running"], to: "cancelled", none: "NO_CURRENT_TASK" },
  retry: { from: ["failed"], to: "pending", none: "TASK_NOT_FOUND" },
} as const satisfies Record<StepName, { from: readonly TaskStatus[]; to: TaskStatus; none: ErrorCode }>;

/** What a store has to answer, and to hold afterwards. */
export function expected(model: Model, command: Command, newIds: readonly string[]): Outcome {
  if (command.do === "create") return created(model, command.agent, command.items, newIds);
  const refused = (answer: ErrorCode): Outcome => ({ answer, model });
  const { from, to, none } = STEPS[command.do];
  const own = model.filter(({ agent }) => agent === command.agent);
  const current = own.find(({ status }) => status === "running");
  if (command.do === "start" && current) return refused("AGENT_BUSY");
  if (own.length === 0) return refused(command.do === "start" ? "QUEUE_EMPTY" : "AGENT_NOT_FOUND");
  const implied = command.do === "start" ? pendingOf(own)[0] : current;
  const task = command.id === undefined ? implied : own.find(({ id }) => id === command.id);
  if (!task) return refused(command.id === undefined ? none : "TASK_NOT_FOUND");
  const isRepeatable = command.do !== "start" && command.do !== "retry";
  if (isRepeatable && task.status === to) return { answer: `${task.id} ${to} again`, model };
  if (!from.some((status) => status === task.status)) return refused("INVALID_TRANSITION");
  if (to === "pending" && openTwin(own, task)) return refused("KEY_CONFLICT");
  return { answer: `${task.id} ${to}`, model: [...model.filter((other) => other !== task), { ...task, status: to }] };
}

function created(model: Model, agent: string, items: readonly NewItem[], newIds: readonly string[]): Outcome {
  if (items.some((item) => items.some((other) => isConflict(item, other)))) return { answer: "INVALID_PARAMS", model };
  let after = model;
  const answers = items.map((item) => {
    const own = after.filter((task) => task.agent === agent);
    const twin = openTwin(own, item);
    if (twin) return isConflict(twin, item) ? "KEY_CONFLICT" : `${twin.id} ${twin.status} again`;
    const id = newIds[after.length - model.length] ?? "no id";
    after = [...after, { ...item, id, agent, status: "pending" }];
    return `${id} pending`;
  });
  return answers.includes("KEY_CONFLICT")
    ? { answer: "KEY_CONFLICT", model }
    : { answer: answers.join(", "), model: after };
}

/** In the order in which they start: the most urgent first, then first come, first served. */
export function pendingOf(tasks: Model): Model {
  return tasks.filter(({ status }) => status === "pending").toSorted((a, b) => b.priority - a.priority);
}

function openTwin(own: Model, { key }: NewItem): ModelTask | undefined {
  return own.find((task) => key !== undefined && task.key === key && /pending|running/.test(task.status));
}

function isConflict(a: NewItem, b: NewItem): boolean {
  return a.key !== undefined && a.key === b.key && a.priority !== b.priority;
}
