import type { AgentList } from "./agent-list.ts";
import { attemptOf } from "./attempts.ts";
import { dependsOn } from "./dependencies.ts";
import { isEnd } from "./ending.ts";
import type { TaskEvent } from "./event.ts";
import { type Outlook, holdOf, isAhead, isReady, readyAt } from "./readiness.ts";
import type { Task } from "./task.ts";
import { compareTimestamps, earliest } from "./timestamp.ts";

/** What of a queue could be started, but for its agent, who may be busy. */
export interface ReadySet {
  /** The pending tasks that are ready, in their order. */
  readonly ready: readonly Task[];
  /** The tasks on which some wait. */
  readonly waitsFor: ReadonlySet<string>;
  /** When the first is ready that only has to wait for a time. */
  readonly next_at: string | undefined;
}

/** What of a queue is ready now. */
export function readySetOf(list: AgentList, outlook: Outlook): ReadySet {
  const { pending_tasks } = list;
  const times = pending_tasks.flatMap((task) => readyAt(task) ?? []);
  return {
    ready: holdOf(list) ? [] : pending_tasks.filter((task) => isReady(task, outlook)),
    waitsFor: new Set(pending_tasks.flatMap(dependsOn)),
    next_at: earliest(times.filter((stamp) => isAhead(stamp, outlook.clock))),
  };
}

/** What may have made tasks ready: events, and the time since a moment. */
export interface Through {
  readonly events: readonly TaskEvent[];
  readonly since?: string;
}

/**
 * The tasks of a queue of which it is to be told that they are ready: those that were not before, and those that became so
 * through something, though they were found ready before it was known. Never one that was told of, unless it was started
 * since, or put back.
 */
export function toBeTold(
  { ready }: ReadySet,
  { agent_id, before, told }: { agent_id: string; before: ReadySet | undefined; told: ReadonlySet<string> },
  through: Through,
): readonly Task[] {
  const known = namesOf(before);
  const own = new Set(through.events.flatMap((event) => (event.agent_id === agent_id ? [event.task_id] : [])));
  return ready.filter((task) => {
    const name = nameOfWait(task);
    return !told.has(name) && (!known.has(name) || own.has(null) || own.has(task.id) || isThrough(task, through));
  });
}

/** The names of those that are ready. */
export function namesOf(set: ReadySet | undefined): ReadonlySet<string> {
  return new Set(set?.ready.map(nameOfWait));
}

/** Names the time for which a task waits in its queue: with the next attempt, or put back by hand, another begins. */
export function nameOfWait(task: Task): string {
  return `${task.id} ${task.assigned_at} ${attemptOf(task)}`;
}

/** Whether events may have made something ready in a queue. */
export function mayMakeReady({ waitsFor }: ReadySet, agent_id: string, events: readonly TaskEvent[]): boolean {
  return events.some((event) => event.agent_id === agent_id || endsOneOf(waitsFor, event));
}

function isThrough(task: Task, { events, since }: Through): boolean {
  const on = new Set(dependsOn(task));
  const time = since === undefined ? undefined : readyAt(task);
  if (time !== undefined && since !== undefined && compareTimestamps(time, since) >= 0) return true;
  return events.some((event) => endsOneOf(on, event));
}

function endsOneOf(ids: ReadonlySet<string>, { task_id, new_status }: TaskEvent): boolean {
  return task_id !== null && isEnd(new_status) && ids.has(task_id);
}
