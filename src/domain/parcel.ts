import type { TaskEvent } from "./event.ts";
import type { KeptKey } from "./kept-key.ts";
import type { EarlierPurge } from "./purge-record.ts";
import type { Task } from "./task.ts";

/** What a file of tasks can be: an export of ours, tasks one by one, a `task-list.json`, or a whole root. */
export type ParcelKind = "export" | "tasks" | "list" | "root";

/** What stands in a file of tasks, before it is known whether it is what it should be. */
export interface RawParcel {
  readonly kind: ParcelKind;
  /** What lists say of themselves. */
  readonly heads: readonly unknown[];
  readonly items: readonly RawItem[];
  /** The journal, where the file has all of it. */
  readonly events?: unknown;
  readonly keys?: unknown;
  readonly lastId?: unknown;
  /** What was purged there. */
  readonly purged?: unknown;
}

/** One task of a file, and which it is there, from 1: of one task a line, the number of the line. */
export interface RawItem {
  readonly item: number;
  readonly value: unknown;
  /** Why its line is no JSON, if it is none. */
  readonly notJson?: string;
}

/** What a list says of itself. */
export interface ListHead {
  readonly agent_id: string;
  readonly [field: string]: unknown;
}

/** A task that comes from a file, and which it is there. */
export interface Incoming {
  readonly item: number;
  readonly task: Task;
}

/** Tasks that come from elsewhere, checked. */
export interface Parcel {
  readonly kind: ParcelKind;
  readonly heads: readonly ListHead[];
  readonly tasks: readonly Incoming[];
  readonly events: readonly TaskEvent[];
  readonly keys: readonly KeptKey[];
  /** The number of the last id that was given where it comes from. */
  readonly lastId: number;
  /** What was purged there, and so is told no more by the journal. */
  readonly purged?: EarlierPurge;
}

/** Something that is wrong with a file of tasks. */
export interface ParcelProblem {
  readonly problem: ParcelProblemCode;
  readonly item?: number;
  readonly agent_id?: string;
  readonly task_id?: string;
  /** The field of the task that it is about. */
  readonly field?: string;
  readonly detail?: string;
}

/** Whether a file with such a problem cannot be imported, or comes in otherwise than it is written there. */
export const PARCEL_SEVERITIES = {
  not_json: "error",
  not_an_object: "error",
  field_missing: "error",
  field_wrong: "error",
  forbidden_key: "error",
  too_deep: "error",
  not_an_agent_id: "error",
  time_to_come: "error",
  cycle: "error",
  key_twice: "error",
  head_wrong: "error",
  duplicate_id: "warning",
  two_running: "warning",
  reference_missing: "warning",
} as const;

export type ParcelProblemCode = keyof typeof PARCEL_SEVERITIES;

/** Whether a problem keeps a file from being imported. */
export function isFatal({ problem }: ParcelProblem): boolean {
  return PARCEL_SEVERITIES[problem] === "error";
}

/** What the document of an export says that it is. */
export const EXPORT_FORMAT = "agent-task-list-export";
export const EXPORT_VERSION = 1;
