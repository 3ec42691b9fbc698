import { compareTimestamps, momentOf } from "../domain/timestamp.ts";
import type { AgentList } from "../domain/agent-list.ts";
import { openTasks } from "../domain/find-task.ts";

/** The source of time; tests bring their own. */
export type Clock = () => Date;

const MINUTE_MS = 60_000;

export const systemClock: Clock = () => new Date();

/** ISO 8601 with milliseconds and the local offset: `2026-04-10T10:00:00.000+08:00`. */
export function timestamp(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * MINUTE_MS);
  return local.toISOString().slice(0, -1) + offset(minutes); // without the Z, which stands for no offset
}

/** The time of a change, never before the newest assignment: a clock that went back must not reorder a queue. */
export function changeTime(clock: Clock, lists: Iterable<AgentList>): string {
  const now = timestamp(clock());
  let latest = now;
  for (const list of lists) {
    for (const { assigned_at } of openTasks(list)) {
      if (compareTimestamps(assigned_at, latest) > 0) latest = assigned_at;
    }
  }
  return latest === now ? now : timestamp(new Date(momentOf(latest)));
}

function offset(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(absolute / 60))}:${twoDigits(absolute % 60)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
