import { adoptedEvent, ownFields } from "./adopted.ts";
import type { AgentList } from "./agent-list.ts";
import { waitingAgain } from "./attempts.ts";
import { endedAt, isEnd } from "./ending.ts";
import { TaskListError } from "./errors.ts";
import type { EventDraft } from "./event.ts";
import { LIMITS } from "./limits.ts";
import { newList } from "./new-list.ts";
import type { ListHead } from "./parcel.ts";
import { inRunningOrder } from "./queue.ts";
import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";
import { countEnd } from "./totals.ts";

/** A list to which tasks from elsewhere have come. */
export interface Joined {
  readonly list: AgentList;
  readonly events: readonly EventDraft[];
  /** The tasks that were running there and wait here, since the queue has a running one. */
  readonly waiting: readonly Task[];
}

/**
 * Puts tasks from elsewhere into a list, as they are: each in its place among the others, by its urgency or by when it
 * ended. Their events say in which state they came.
 *
 * @throws QUEUE_FULL
 */
export function withIncoming(list: AgentList, tasks: readonly Task[], now: string): Joined {
  const running = tasks.filter(({ status }) => status === "running");
  const [current = null, ...late] = list.current_task ? [list.current_task, ...running] : running;
  const waiting = late.map((task) => waitingAgain(task, { outcome: "moved", ended_at: now }));
  const pending = [...tasks.filter(({ status }) => status === "pending"), ...waiting];
  if (pending.length > 0 && list.pending_tasks.length + pending.length > LIMITS.pendingTasks) {
    throw new TaskListError("QUEUE_FULL", { agent_id: list.agent_id, limit: LIMITS.pendingTasks });
  }
  const ended = byEnd(tasks.filter(({ status }) => isEnd(status)));
  const pending_tasks = pending.length === 0 ? list.pending_tasks : inRunningOrder([...list.pending_tasks, ...pending]);
  const after = { ...withEnds(list, ended), current_task: current, pending_tasks };
  const open = [...running.slice(0, running.length - late.length), ...inRunningOrder(pending)];
  return {
    list: after,
    events: [...ended, ...open].map((task) => ({ ...adoptedEvent(task, list.agent_id, now), task })),
    waiting,
  };
}

/** The list of an agent that has none here, with what the one there said of itself. Its first event has to tell that. */
export function listFrom(agentId: string, head: ListHead | undefined, now: string): AgentList {
  return { ...newList(agentId, now), ...(head && headOf(head)) };
}

/** What a new list says of itself, for its first event. */
export function headOf(list: object): Readonly<Record<string, unknown>> {
  const fields = Object.entries(ownFields(list));
  return Object.fromEntries(fields.filter(([field, value]) => !LOCAL.has(field) && value !== undefined));
}

/** What says something only where the list was. */
const LOCAL: ReadonlySet<string> = new Set(["needs_version", "done_dependencies", "listed"]);

function withEnds(list: AgentList, ended: readonly Task[]): AgentList {
  if (ended.length === 0) return list;
  const among = (tasks: readonly Task[], status: Task["status"]) => {
    const own = ended.filter((task) => task.status === status);
    return own.length === 0 ? tasks : byEnd([...tasks, ...own]);
  };
  return {
    ...list,
    completed_tasks: among(list.completed_tasks, "completed"),
    failed_tasks: among(list.failed_tasks, "failed"),
    cancelled_tasks: among(list.cancelled_tasks, "cancelled"),
    totals: ended.reduce((totals, task) => countEnd(totals, task, 1), list.totals),
  };
}

/** In the order in which they ended; those of which nobody knows when come first. */
function byEnd(tasks: readonly Task[]): readonly Task[] {
  const timed = tasks.map((task) => ({ task, moment: momentOf(endedAt(task) ?? "") || -Infinity }));
  return timed.toSorted((a, b) => (a.moment === b.moment ? 0 : a.moment - b.moment)).map(({ task }) => task);
}
