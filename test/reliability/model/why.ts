import { explainWait } from "../../../src/app/explain-wait.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import { ask } from "./ask.ts";
import { isMet, readyOf } from "./links.ts";
import { type Model, pendingOf, tasksOf } from "./queue-model.ts";

/** So many tasks of a queue are asked about: its first, and its last. */
const ASKED = 3;

/** The tasks of a queue of which it is asked why they wait; none while a lease is out, for then a start first acts on that. */
export function waitingIn(model: Model, agent: string, clock: number): readonly string[] {
  const own = tasksOf(model, agent);
  const current = own.find(({ status }) => status === "running");
  if (current?.leaseEnds !== undefined && current.leaseEnds <= clock) return [];
  const ids = pendingOf(own).map(({ id }) => id);
  return [...new Set([...ids.slice(0, 1), ...ids.slice(1 - ASKED)])];
}

/** Why a task waits, as the program says. */
export async function whyOf(store: TaskStore, id: string): Promise<string> {
  const { answer, reasons } = await ask(store, explainWait, { task_id: id });
  const told = reasons.map((each) => {
    if (each.reason === "dependency") return `dependency ${each.task_id}`;
    if (each.reason === "agent_busy") return `busy ${each.task_id}`;
    if (each.reason === "behind") return `behind ${each.task_ids.join(" ")}`;
    return each.reason === "retry_delay" ? "not_before" : each.reason;
  });
  return `${answer}: ${[...new Set(told)].join(", ")}`;
}

/** Why it does, in truth. */
export function whyIn(model: Model, id: string, clock: number): string {
  const task = model.tasks.find((each) => each.id === id)!;
  const own = tasksOf(model, task.agent);
  const current = own.find(({ status }) => status === "running");
  const queue = pendingOf(own);
  const ahead = readyOf(model, queue.slice(0, queue.indexOf(task)), clock);
  const reasons = [
    ...(current ? [`busy ${current.id}`] : []),
    ...(isMet(model, task) ? [] : notDone(model, id).map((other) => `dependency ${other}`)),
    ...((task.opensAt ?? clock) > clock ? ["not_before"] : []),
    ...(model.held.includes(task.agent) ? ["queue_hold"] : []),
    ...(task.isHeld ? ["hold"] : []),
    ...(ahead.length > 0 ? [`behind ${ahead.map((other) => other.id).join(" ")}`] : []),
  ];
  return `${reasons.length === 0 ? "NEXT" : "WAITS"}: ${reasons.join(", ")}`;
}

/** Those on which a task depends that are not done as it needs them. */
function notDone({ tasks }: Model, id: string): readonly string[] {
  const after = tasks.find((each) => each.id === id)?.after;
  const good = after?.policy === "run" ? ["completed", "failed", "cancelled"] : ["completed"];
  return (after?.ids ?? []).filter((other) => {
    const status = tasks.find((each) => each.id === other)?.status;
    return status === undefined || !good.includes(status);
  });
}
