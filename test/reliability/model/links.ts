import type { Model, ModelTask, Tasks } from "./queue-model.ts";

/** What a task waits for. */
export interface After {
  readonly ids: readonly string[];
  /** Whether all of them have to be completed, or one. */
  readonly mode: "all" | "any";
  /** What becomes of it if they fail: it waits for a retry, is cancelled with them, or an end of any kind will do. */
  readonly policy: "wait" | "cancel" | "run";
}

/** Whether a task may be started at a time, in minutes, as far as it is up to the task. */
export function isReady(model: Model, task: ModelTask, clock: number): boolean {
  return !task.isHeld && (task.opensAt ?? clock) <= clock && isMet(model, task);
}

/** The tasks that may be started, of those that wait in a queue. */
export function readyOf(model: Model, tasks: Tasks, clock: number): Tasks {
  return tasks.filter((task) => task.status === "pending" && isReady(model, task, clock));
}

/** Whether what a task waits for is done. */
export function isMet(model: Model, { after }: ModelTask): boolean {
  if (!after) return true;
  const good = new Set(after.policy === "run" ? ["completed", "failed", "cancelled"] : ["completed"]);
  const isDone = (id: string) => good.has(statusOf(model, id));
  return after.mode === "all" ? after.ids.every(isDone) : after.ids.some(isDone);
}

/** Whether a task that waits is to be cancelled, since it can never be started as things stand. */
export function isDoomed(model: Model, { status, after }: ModelTask): boolean {
  if (status !== "pending" || after?.policy !== "cancel") return false;
  const isLost = (id: string) => hasFailed(statusOf(model, id));
  return after.mode === "all" ? after.ids.some(isLost) : after.ids.every(isLost);
}

export function hasFailed(status: string): boolean {
  return status === "failed" || status === "cancelled";
}

/** What follows when tasks have failed: the queues of those that were to be cancelled with them are cleared, and so on. */
export function afterLosses(model: Model, ids: readonly string[]): Model {
  const [id, ...others] = ids;
  if (id === undefined) return model;
  const agents = model.tasks
    .filter(({ status, after }) => status === "pending" && after?.policy === "cancel" && after.ids.includes(id))
    .map(({ agent }) => agent);
  let rest = model;
  const lost = [...others];
  for (const agent of new Set(agents)) {
    const cleared = clearedAlone(rest, agent);
    rest = cleared.model;
    lost.push(...cleared.lost);
  }
  return afterLosses(rest, lost);
}

/** An agent's queue without what can never be started, and all that follows from that. */
export function clearedQueue(model: Model, agent: string): Model {
  const cleared = clearedAlone(model, agent);
  return afterLosses(cleared.model, cleared.lost);
}

function clearedAlone(model: Model, agent: string): { readonly model: Model; readonly lost: readonly string[] } {
  const task = model.tasks.find((each) => each.agent === agent && isDoomed(model, each));
  if (!task) return { model, lost: [] };
  const { model: after, lost } = clearedAlone(withCancelled(model, task), agent);
  return { model: after, lost: [task.id, ...lost] };
}

export function withCancelled(model: Model, task: ModelTask): Model {
  const cancelled = { ...task, status: "cancelled" as const, hasRun: false };
  return { ...model, tasks: [...model.tasks.filter((other) => other !== task), cancelled] };
}

/** Whether a task would wait for itself if it waited for others: what is completed waits for nothing. */
export function closesCircle(model: Model, id: string, ids: readonly string[]): boolean {
  const behind = new Set(ids);
  for (const each of behind) {
    const task = model.tasks.find((other) => other.id === each);
    if (task && task.status !== "completed") for (const next of task.after?.ids ?? []) behind.add(next);
  }
  return behind.has(id);
}

/**
 * The tasks that wait though nobody holds them up, and for which nothing that failed is to blame, however far behind:
 * if all that can be started has been, there may be none.
 */
export function forgotten({ tasks }: Model): Tasks {
  const left = tasks.filter(({ status }) => status === "pending" || status === "running");
  const toBlame = new Set(tasks.filter(({ status }) => hasFailed(status)).map(({ id }) => id));
  for (let before = -1; before < toBlame.size;) {
    before = toBlame.size;
    for (const { id, after } of left) {
      const isBlamed = (each: string) => toBlame.has(each);
      if (after?.mode === "all" ? after.ids.some(isBlamed) : after?.ids.every(isBlamed)) toBlame.add(id);
    }
  }
  return left.filter(({ id }) => !toBlame.has(id));
}

function statusOf({ tasks }: Model, id: string): string {
  return tasks.find((task) => task.id === id)?.status ?? "unknown";
}
