import { FORBIDDEN_KEYS } from "./limits.ts";
import { endedAt } from "./ending.ts";
import { isTask } from "./list-check.ts";
import type { ParcelProblem } from "./parcel.ts";
import type { Task } from "./task.ts";
import { momentOf } from "./timestamp.ts";

type Fault = Pick<ParcelProblem, "problem" | "field" | "detail">;

/** A task that has no more than it must: in it every field of another can be tried on its own. */
const PLAINEST = {
  id: "task-001",
  name: "",
  status: "pending",
  priority: 5,
  assigned_at: "2026-01-01T00:00:00Z",
  agent_id: "a",
} as const;

/** More than anybody writes; the rest of the program may take a level for a call. */
const DEEPEST = 64;

/** Clocks differ, and so do the offsets of stamps: so much later than now nothing can have happened. */
const DAY_MS = 86_400_000;

/** What is wrong with a value that should be a task; nothing if it is one. */
export function faultsOf(value: unknown, nowMs: number): readonly Fault[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ problem: "not_an_object" }];
  const structural = structuralFault(value);
  if (structural) return [structural];
  if (!isTask(value)) return wrongFields({ ...value });
  return timesToCome(value, nowMs);
}

function wrongFields(fields: Readonly<Record<string, unknown>>): readonly Fault[] {
  const missing = Object.keys(PLAINEST).filter((field) => fields[field] === undefined);
  const wrong = Object.keys(fields).filter(
    (field) => fields[field] !== undefined && !isTask({ ...PLAINEST, [field]: fields[field] }),
  );
  return [
    ...missing.map((field): Fault => ({ problem: "field_missing", field })),
    ...wrong.map((field): Fault => ({ problem: "field_wrong", field })),
  ];
}

/** A queue goes on from the newest time in it: one from the future would hold up its clock. */
function timesToCome(task: Task, nowMs: number): readonly Fault[] {
  const { assigned_at, created_at, started_at } = task;
  const times = { assigned_at, created_at, started_at, ended_at: endedAt(task) };
  return Object.entries(times).flatMap(([field, stamp]): readonly Fault[] =>
    stamp && momentOf(stamp) > nowMs + DAY_MS ? [{ problem: "time_to_come", field, detail: stamp }] : [],
  );
}

/** A key that would reach into a prototype, or more levels than anybody can follow. Without recursion, for there may be a million. */
function structuralFault(value: object): Fault | undefined {
  let level: readonly object[] = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return { problem: "too_deep", detail: String(DEEPEST) };
    const forbidden = level.flatMap((each) => Object.keys(each)).find((key) => FORBIDDEN_KEYS.has(key));
    if (forbidden !== undefined) return { problem: "forbidden_key", detail: forbidden };
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
