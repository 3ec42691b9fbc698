import type { AgentList } from "./agent-list.ts";
import type { TaskListError } from "./errors.ts";
import { endedAt } from "./ending.ts";
import { finishedTasks } from "./find-task.ts";
import { type Lane, type LaneCounts, type LaneQuestion, laneOf } from "./lane.ts";
import { type Stuck, byNeed, stuckIn, unreadableList } from "./stuck.ts";
import { sumOf } from "./totals.ts";

/** How all queues stand, for a person who wants to know where he is needed. */
export interface Board {
  /** When that was: an ISO 8601 stamp. */
  readonly at: string;
  /** What needs a person, the most urgent first. */
  readonly stuck: readonly Stuck[];
  /** One an agent: those in trouble first, then the busy ones, then the others. */
  readonly lanes: readonly Lane[];
  readonly totals: LaneCounts;
}

/** The queues of a board, and what of them is asked for. */
export interface BoardQuestion extends Pick<LaneQuestion, "outlook" | "midnight" | "isAskedFor"> {
  readonly lists: readonly AgentList[];
  readonly unreadable: ReadonlyMap<string, TaskListError>;
  /** How many tasks an agent completed today, where its list does not tell. */
  readonly doneToday: ReadonlyMap<string, number>;
  /** For how long nothing may be heard of a task, or of a queue that has something to do. */
  readonly staleMs: number;
}

const NO_COUNTS: LaneCounts = { waiting: 0, ready: 0, running: 0, failed: 0, done_today: 0 };

/** How queues stand together. */
export function boardOf({ lists, unreadable, doneToday, staleMs, ...asked }: BoardQuestion): Board {
  const { clock, ended } = asked.outlook;
  const question = { clock, ended, staleMs, endOf: endsIn(lists) };
  const queues = lists.map((list) => {
    const lane = laneOf(list, { ...asked, doneToday: doneToday.get(list.agent_id) ?? 0 });
    return { lane, stuck: stuckIn(list, lane, question) };
  });
  const shown = asked.isAskedFor ? queues.filter(({ lane }) => hasTasks(lane)) : queues;
  const rankOf = (queue: (typeof shown)[number]) => (queue.stuck.length > 0 ? 0 : 1 + restOf(queue.lane));
  return {
    at: clock,
    stuck: [
      ...[...unreadable].map(([agentId, { code }]) => unreadableList(agentId, code)),
      ...shown.flatMap((queue) => queue.stuck),
    ].toSorted(byNeed),
    lanes: shown.toSorted((a, b) => rankOf(a) - rankOf(b)).map(({ lane }) => lane),
    totals: sumOf(
      NO_COUNTS,
      shown.map(({ lane }) => lane.counts),
    ),
  };
}

/** The lanes that a reader may pass over: nothing is stuck there, nothing is running, and nothing could. */
export function quietLanes({ lanes, stuck }: Pick<Board, "lanes" | "stuck">): readonly Lane[] {
  const troubled = new Set(stuck.map(({ agent_id }) => agent_id));
  return lanes.filter((lane) => restOf(lane) > 1 && !troubled.has(lane.agent_id));
}

/** How far a queue is from being at work. */
function restOf({ counts: { running, ready, waiting } }: Lane): number {
  if (running > 0) return 0;
  if (ready > 0) return 1;
  return waiting > 0 ? 2 : 3;
}

function hasTasks({ counts }: Lane): boolean {
  return Object.values(counts).some((count) => count > 0);
}

/** When tasks ended that the lists still hold. They are looked at when somebody asks. */
function endsIn(lists: readonly AgentList[]): (taskId: string) => string | undefined {
  let ends: ReadonlyMap<string, string | undefined> | undefined;
  return (taskId) => {
    ends ??= new Map(lists.flatMap(finishedTasks).map((task) => [task.id, endedAt(task)]));
    return ends.get(taskId);
  };
}
