import type { TaskStatus } from "../../../src/domain/task.ts";
import type { Command, Facts, Order, Wish } from "./order.ts";

/** How many finished tasks of each outcome a list holds. */
const KEPT = 20;

/** A queue, without a clock, a file or another caller: its tasks in the order of their last steps. */
export type Queue = readonly Known[];

interface Known extends Wish {
  readonly id: string;
  readonly status: TaskStatus;
  /** Whether the list still holds it, not the archive alone. */
  readonly isListed: boolean;
}

/** What comes of an order: what the answer tells, the steps that the journal has of it, and the queue afterwards. */
export interface Outcome {
  readonly facts: Facts;
  readonly steps: readonly string[];
  readonly after: Queue;
}

/**
 * What the program should do with an order: its contract once more, as simply as it can be said, and
 * without a line of the program.
 *
 * @param newIds the ids that new tasks get: which is the program's choice
 */
export function carryOut(queue: Queue, order: Order, newIds: readonly string[] = []): Outcome {
  const running = queue.find(({ status }) => status === "running");
  const named = queue.find(({ id }) => id === order.id);
  return RULES[order.command]({ queue, order, newIds, running, named });
}

interface Situation {
  readonly queue: Queue;
  readonly order: Order;
  readonly newIds: readonly string[];
  readonly running: Known | undefined;
  readonly named: Known | undefined;
}

const RULES: Readonly<Record<Command, (at: Situation) => Outcome>> = {
  create,
  start(at) {
    const { queue, order, running, named } = at;
    if (running) return unchanged(at, { code: "AGENT_BUSY", current_task_id: running.id });
    const next = order.id === undefined ? waiting(queue)[0] : named;
    if (queue.length === 0 || (!next && order.id === undefined)) return unchanged(at, { code: "QUEUE_EMPTY" });
    return next?.status === "pending" ? moved(at, next, "running") : refused(at);
  },
  complete: (at) => end(at, "completed", at.running),
  fail: (at) => end(at, "failed", at.running),
  cancel: (at) => end(at, "cancelled", at.named && isOpen(at.named) ? at.named : undefined),
  retry(at) {
    const { queue, named } = at;
    if (queue.length === 0) return unchanged(at, { code: "AGENT_NOT_FOUND" });
    if (named?.status !== "failed") return refused(at);
    const twin = twinOf(queue, named);
    return twin ? unchanged(at, { code: "KEY_CONFLICT", task_id: twin.id }) : moved(at, named, "pending");
  },
  get(at) {
    const { named } = at;
    if (!named) return refused(at);
    return unchanged(at, { task_id: named.id, status: named.status, location: locationOf(named) });
  },
  list: (at) =>
    unchanged(at, {
      totals: totalsOf(at.queue),
      current: at.running?.id ?? null,
      pending: idsOf(waiting(at.queue)),
      completed: idsOf(listed(at.queue, "completed")),
      failed: idsOf(listed(at.queue, "failed")),
      cancelled: idsOf(listed(at.queue, "cancelled")),
    }),
  query: (at) => unchanged(at, pageOf(at.queue.filter(({ status }) => status === at.order.status))),
  history: (at) => unchanged(at, pageOf(at.queue.filter((task) => !isOpen(task)))),
  stats: (at) => unchanged(at, { totals: totalsOf(at.queue) }),
};

/** All of them, or if one has the key of an open task with another content, none. */
function create(at: Situation): Outcome {
  const { queue, order, newIds } = at;
  const wishes = (order.tasks ?? []).map((wish) => ({ wish, twin: twinOf(queue, wish) }));
  const conflict = wishes.find(({ wish, twin }) => twin && !isSameContent(twin, wish));
  if (conflict) return unchanged(at, { code: "KEY_CONFLICT", task_id: conflict.twin?.id });
  const ids = newIds.values();
  const tasks = wishes.map(({ wish, twin }): Known => {
    return twin ?? { ...wish, id: ids.next().value ?? "none was left", status: "pending", isListed: true };
  });
  const added = tasks.filter((task) => !queue.includes(task));
  return {
    facts: { ids: idsOf(tasks), created: !wishes[0]?.twin },
    steps: added.map(({ id }) => `create ${id}`),
    after: [...queue, ...added],
  };
}

/** Ends the task that may be ended so: one that is named, or whichever runs. */
function end(at: Situation, status: TaskStatus, candidate: Known | undefined): Outcome {
  const { queue, order, named } = at;
  if (queue.length === 0) return unchanged(at, { code: "AGENT_NOT_FOUND" });
  if (order.id === undefined && !candidate) return unchanged(at, { code: "NO_CURRENT_TASK" });
  if (candidate && (order.id === undefined || candidate === named)) return moved(at, candidate, status);
  return named?.status === status ? unchanged(at, { task_id: named.id, changed: false }) : refused(at);
}

function unchanged({ queue }: Situation, facts: Facts): Outcome {
  return { facts, steps: [], after: queue };
}

function refused(at: Situation): Outcome {
  const { order, running, named } = at;
  if (!named) return unchanged(at, { code: "TASK_NOT_FOUND", task_id: order.id });
  const facts = { code: "INVALID_TRANSITION", task_id: named.id, task_status: named.status };
  return unchanged(at, running ? { ...facts, current_task_id: running.id } : facts);
}

function moved({ queue, order }: Situation, task: Known, status: TaskStatus): Outcome {
  const after = [...queue.filter((other) => other !== task), { ...task, status, isListed: true }];
  return { facts: { task_id: task.id }, steps: [`${order.command} ${task.id}`], after: trimmed(after, status) };
}

/** Of the finished tasks the list keeps the newest. */
function trimmed(queue: Queue, status: TaskStatus): Queue {
  const [oldest, ...others] = listed(queue, status);
  if (status === "pending" || others.length < KEPT) return queue;
  return queue.map((task) => (task === oldest ? { ...task, isListed: false } : task));
}

/** The open task that has the key. */
function twinOf(queue: Queue, { key }: Wish): Known | undefined {
  return key === undefined ? undefined : queue.find((task) => task.key === key && isOpen(task));
}

function isSameContent(a: Wish, b: Wish): boolean {
  return a.name === b.name && a.priority === b.priority;
}

/** The pending tasks as they will start: the highest priority first, of equals the one that came first. */
function waiting(queue: Queue): Queue {
  return queue.filter(({ status }) => status === "pending").toSorted((a, b) => b.priority - a.priority);
}

function listed(queue: Queue, wanted: TaskStatus): Queue {
  return queue.filter(({ status, isListed }) => status === wanted && isListed);
}

function isOpen({ status }: Known): boolean {
  return status === "pending" || status === "running";
}

function locationOf({ status, isListed }: Known): string {
  if (status === "running") return "current_task";
  return isListed ? `${status}_tasks` : "history";
}

function totalsOf(queue: Queue): Facts {
  const count = (wanted: TaskStatus) => queue.filter(({ status }) => status === wanted).length;
  return {
    current: count("running"),
    pending: count("pending"),
    completed: count("completed"),
    failed: count("failed"),
    cancelled: count("cancelled"),
    all: queue.length,
  };
}

function pageOf(queue: Queue): Facts {
  return { total: queue.length, ids: idsOf(queue).toSorted() };
}

function idsOf(queue: Queue): readonly string[] {
  return queue.map(({ id }) => id);
}
