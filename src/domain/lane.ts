import type { AgentList } from "./agent-list.ts";
import { inRunningOrder } from "./queue.ts";
import { type Hold, type Outlook, holdOf, isReady } from "./readiness.ts";
import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";
import { countTasks } from "./totals.ts";

/** Where a task stands on a board: pending ones are told apart by whether they could be started. */
export const LANE_COLUMNS = ["waiting", "ready", "running", "failed", "done_today"] as const;
export type LaneColumn = (typeof LANE_COLUMNS)[number];

export type LaneCounts = Readonly<Record<LaneColumn, number>>;

/** The queue of one agent on a board. */
export interface Lane {
  readonly agent_id: string;
  readonly agent_name: string;
  /** Why nothing of it starts, if the whole queue is on hold. */
  readonly hold: Hold | undefined;
  /** True counts; of finished tasks the list holds the newest only. */
  readonly counts: LaneCounts;
  /** What the list holds: pending tasks in the order in which they will start, ended ones the newest first. */
  readonly tasks: Readonly<Record<LaneColumn, readonly Task[]>>;
}

/** What a lane is asked for. */
export interface LaneQuestion {
  readonly outlook: Outlook;
  /** When today began, in milliseconds since 1970. */
  readonly midnight: number;
  /** Whether a task is one of those that are asked for; without it all are. */
  readonly isAskedFor?: ((task: Task) => boolean) | undefined;
  /** How many tasks of the agent were completed today, as far as its list does not tell. */
  readonly doneToday: number;
}

/** How a queue stands. */
export function laneOf(list: AgentList, { outlook, midnight, isAskedFor, doneToday }: LaneQuestion): Lane {
  const asked = (tasks: readonly Task[]) => (isAskedFor ? tasks.filter(isAskedFor) : tasks);
  const hold = holdOf(list);
  const { ready, waiting } = pendingOf(asked(list.pending_tasks), hold, outlook);
  const tasks = {
    waiting,
    ready,
    running: asked(list.current_task ? [list.current_task] : []),
    failed: asked(list.failed_tasks).toReversed(),
    done_today: asked(completedSince(list, midnight)).toReversed(),
  };
  const counts = {
    waiting: waiting.length,
    ready: ready.length,
    running: tasks.running.length,
    failed: isAskedFor ? tasks.failed.length : countTasks(list).failed,
    done_today: Math.max(tasks.done_today.length, doneToday),
  };
  return { agent_id: list.agent_id, agent_name: list.agent_name ?? list.agent_id, hold, counts, tasks };
}

/** Whether more tasks may have been completed since a moment than a list still holds: then the journal knows how many. */
export function mayHoldTooFew(list: AgentList, midnight: number): boolean {
  const { completed_tasks, totals } = list;
  return totals.completed > completed_tasks.length && completedSince(list, midnight).length === completed_tasks.length;
}

function completedSince({ completed_tasks }: AgentList, moment: number): readonly Task[] {
  return completed_tasks.filter(({ completed_at }) => completed_at && momentOf(completed_at) >= moment);
}

function pendingOf(
  pending: readonly Task[],
  hold: Hold | undefined,
  outlook: Outlook,
): Pick<Lane["tasks"], "ready" | "waiting"> {
  const ordered = inRunningOrder(pending);
  const ready = hold ? [] : ordered.filter((task) => isReady(task, outlook));
  if (ready.length === 0) return { ready, waiting: ordered };
  const isStartable = new Set(ready);
  return { ready, waiting: ordered.filter((task) => !isStartable.has(task)) };
}
