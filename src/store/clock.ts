import { compareTimestamps, type Moment, momentOf } from "../domain/timestamp.ts";
import type { AgentList } from "../domain/agent-list.ts";
import { openTasks } from "../domain/find-task.ts";

/** The source of time; tests bring their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** ISO 8601 with milliseconds and the local offset: `2026-04-10T10:00:00.000+08:00`. */
export function timestamp(date: Date): string {
  const day = `${digits(date.getFullYear(), 4)}-${digits(date.getMonth() + 1, 2)}-${digits(date.getDate(), 2)}`;
  const time = `${digits(date.getHours(), 2)}:${digits(date.getMinutes(), 2)}:${digits(date.getSeconds(), 2)}`;
  return `${day}T${time}.${digits(date.getMilliseconds(), 3)}${offset(-date.getTimezoneOffset())}`;
}

/** The time of a change. */
export function momentOfChange(clock: Clock, lists: Iterable<AgentList>): Moment {
  const now = timestamp(clock());
  let latest = now;
  for (const list of lists) {
    for (const { assigned_at } of openTasks(list)) {
      if (compareTimestamps(assigned_at, latest) > 0) latest = assigned_at;
    }
  }
  return { now: latest === now ? now : timestamp(new Date(momentOf(latest))), clock: now };
}

function offset(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${digits(Math.floor(absolute / 60), 2)}:${digits(absolute % 60, 2)}`;
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, "0");
}
