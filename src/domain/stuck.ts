import type { AgentList } from "./agent-list.ts";
import { blockedForGood } from "./blocked.ts";
import { stampIn } from "./day-fields.ts";
import { dependsOn } from "./dependencies.ts";
import { endedAt } from "./ending.ts";
import { finishedTasks } from "./find-task.ts";
import type { Lane } from "./lane.ts";
import { hasExpired, leaseEnd } from "./lease.ts";
import { notesOf } from "./notes.ts";
import { type Outlook, readyAt } from "./readiness.ts";
import type { Task } from "./task.ts";
import { compareTimestamps, earliest, momentOf } from "./timestamp.ts";

/**
 * What needs a person, the most urgent first:
 *
 * - `unreadable`: a list that cannot be read, so that nobody works on it;
 * - `lease_out`: a running task whose lease has run out;
 * - `silent`: a running task without a lease that has given no sign of life for long: no start, no note;
 * - `overdue`: an open task that should have ended by now;
 * - `starving`: tasks that could be started, and for long nobody has done anything about them;
 * - `blocked`: a pending task that waits for ever, for what it depends on has failed or was cancelled;
 * - `failed`: a task that has failed of late, and was not tried again.
 */
export const STUCK_KINDS = ["unreadable", "lease_out", "silent", "overdue", "starving", "blocked", "failed"] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

/** Something that needs a person; of each kind there is one an agent. */
export interface Stuck {
  readonly kind: StuckKind;
  readonly agent_id: string;
  /** The task that it is about, or of several the first; null for a list. */
  readonly task: Task | null;
  /** Since when it is so; null where that is not known. */
  readonly since: string | null;
  /** For how long, in milliseconds. */
  readonly ms: number | null;
  /** How many tasks of the agent are so. */
  readonly count: number;
  /** The error's code, for a list that cannot be read. */
  readonly code?: string;
}

/** By what it is judged whether something is stuck. */
export interface StuckQuestion extends Outlook {
  /** For how long nothing may be heard of a task, or of a queue that has something to do. */
  readonly staleMs: number;
  /** When tasks ended on which others depend, as far as that is known. */
  readonly endOf: (taskId: string) => string | undefined;
}

/** A failure is news for a week: whoever has left it alone for longer knows of it. */
const NEWS_MS = 7 * 86_400_000;

/** What is stuck in a queue. */
export function stuckIn(list: AgentList, lane: Lane, question: StuckQuestion): readonly Stuck[] {
  const [running] = lane.tasks.running;
  const halted = running && haltedTask(running, question);
  return [
    ...(halted ? [stuck(lane, { ...halted, count: 1 }, question)] : []),
    ...overdue(lane, halted?.task, question),
    ...starving(list, lane, question),
    ...blocked(lane, question),
    ...failed(lane, question),
  ];
}

/** A list that cannot be read. */
export function unreadableList(agent_id: string, code: string): Stuck {
  return { kind: "unreadable", agent_id, task: null, since: null, ms: null, count: 0, code };
}

/** Orders what is stuck: by its kind, then what has been so for the longest; but of failures the newest is news. */
export function byNeed(a: Stuck, b: Stuck): number {
  const order = STUCK_KINDS.indexOf(a.kind) - STUCK_KINDS.indexOf(b.kind);
  if (order !== 0) return order;
  const longer = (b.ms ?? 0) - (a.ms ?? 0);
  return a.kind === "failed" ? -longer : longer;
}

/**
 * So many of what is stuck, in their order: the first of each kind before the second of any, so that one kind of which there
 * are many hides no other.
 */
export function mostUrgent(all: readonly Stuck[], most: number): readonly Stuck[] {
  if (all.length <= most) return all;
  const counts = new Map<StuckKind, number>();
  const ranked = all.map((each) => {
    const place = counts.get(each.kind) ?? 0;
    counts.set(each.kind, place + 1);
    return { each, place };
  });
  const chosen = new Set(
    ranked
      .toSorted((a, b) => a.place - b.place)
      .slice(0, most)
      .map(({ each }) => each),
  );
  return all.filter((each) => chosen.has(each));
}

interface Fact {
  readonly kind: StuckKind;
  readonly task: Task;
  readonly since: string | null;
  readonly count: number;
}

function stuck({ agent_id }: Lane, { kind, task, since, count }: Fact, { clock }: StuckQuestion): Stuck {
  const ms = since === null ? null : Math.max(0, momentOf(clock) - momentOf(since));
  return { kind, agent_id, task, since, ms, count };
}

/** A running task at which nobody seems to be: who holds a lease that has not run out is at work. */
function haltedTask(task: Task, { clock, staleMs }: StuckQuestion): Omit<Fact, "count"> | undefined {
  const end = leaseEnd(task);
  if (end !== undefined) return hasExpired(task, clock) ? { kind: "lease_out", task, since: end } : undefined;
  const since = lastSign(task);
  return isOlder(since, clock, staleMs) ? { kind: "silent", task, since } : undefined;
}

function lastSign(task: Task): string {
  const noted = stampIn(notesOf(task).at(-1)?.at);
  const began = task.started_at ?? task.assigned_at;
  return noted !== undefined && compareTimestamps(noted, began) > 0 ? noted : began;
}

function overdue(lane: Lane, except: Task | undefined, question: StuckQuestion): readonly Stuck[] {
  const { running, ready, waiting } = lane.tasks;
  const isLate = (task: Task) => {
    const due = task.due_at === undefined ? undefined : stampIn(task.due_at);
    return due !== undefined && task !== except && compareTimestamps(due, question.clock) < 0;
  };
  const late = [...running, ...ready, ...waiting].filter(isLate);
  const since = earliest(late.flatMap(({ due_at }) => stampIn(due_at) ?? []));
  const task = late.find(({ due_at }) => due_at === since);
  return task && since !== undefined
    ? [stuck(lane, { kind: "overdue", task, since, count: late.length }, question)]
    : [];
}

/** A queue in which tasks could be started, none is running, and for long nothing has been done. */
function starving(list: AgentList, lane: Lane, question: StuckQuestion): readonly Stuck[] {
  const { ready } = lane.tasks;
  if (ready.length === 0 || list.current_task) return [];
  const known = ready.map((task) => ({ task, since: readySince(task, question) }));
  const first = known.reduce((a, b) => (compareTimestamps(b.since, a.since) < 0 ? b : a));
  if (!isOlder(first.since, question.clock, question.staleMs)) return [];
  const since = latest([first.since, ...lastDone(list)]);
  if (!isOlder(since, question.clock, question.staleMs)) return [];
  return [stuck(lane, { kind: "starving", task: first.task, since, count: ready.length }, question)];
}

/** Since when a task could have been started: it was assigned, its time has come, and what it depends on had ended. */
function readySince(task: Task, { endOf }: StuckQuestion): string {
  const { assigned_at, depends_on } = task;
  const time = readyAt(task);
  if (time === undefined && depends_on === undefined) return assigned_at;
  const ends = dependsOn(task).flatMap((id) => endOf(id) ?? []);
  return latest([assigned_at, ...(time === undefined ? [] : [time]), ...ends]);
}

/** When an agent last brought a task, or an attempt at one, to an end. */
function lastDone(list: AgentList): readonly string[] {
  const attempts = list.pending_tasks.flatMap(({ attempts: all }) => all?.at(-1)?.ended_at ?? []);
  const ends = finishedTasks(list).flatMap((task) => (task.started_at && endedAt(task)) || []);
  return [...attempts, ...ends];
}

function blocked(lane: Lane, question: StuckQuestion): readonly Stuck[] {
  const found = blockedForGood(lane.tasks.waiting, question, question.endOf);
  if (!found) return [];
  const { tasks, since } = found;
  return [stuck(lane, { kind: "blocked", task: tasks[0], since, count: tasks.length }, question)];
}

function failed(lane: Lane, question: StuckQuestion): readonly Stuck[] {
  const isNews = ({ failed_at }: Task) => failed_at && !isOlder(failed_at, question.clock, NEWS_MS);
  const news = lane.tasks.failed.filter(isNews);
  const [task] = news;
  const since = task?.failed_at;
  return task && since ? [stuck(lane, { kind: "failed", task, since, count: news.length }, question)] : [];
}

function isOlder(stamp: string, clock: string, ms: number): boolean {
  return momentOf(clock) - momentOf(stamp) >= ms;
}

function latest(stamps: readonly [string, ...string[]]): string {
  return stamps.reduce((last, stamp) => (compareTimestamps(last, stamp) >= 0 ? last : stamp));
}
