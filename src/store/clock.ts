import { lightFormat } from "date-fns/lightFormat";
import { momentOf } from "../domain/timestamp.ts";
import type { AgentList } from "../domain/agent-list.ts";

/** The source of time; tests bring their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** ISO 8601 with milliseconds and the local offset: `2026-04-10T10:00:00.000+08:00`. */
export function timestamp(date: Date): string {
  return lightFormat(date, "yyyy-MM-dd'T'HH:mm:ss.SSS") + offset(date);
}

/** The time of a change, never before the newest assignment: a clock that went back must not reorder a queue. */
export function changeTime(clock: Clock, lists: Iterable<AgentList>): string {
  let moment = clock().getTime();
  for (const list of lists) {
    for (const task of list.pending_tasks) moment = Math.max(moment, momentOf(task.assigned_at));
    if (list.current_task) moment = Math.max(moment, momentOf(list.current_task.assigned_at));
  }
  return timestamp(new Date(moment));
}

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(absolute / 60))}:${twoDigits(absolute % 60)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
