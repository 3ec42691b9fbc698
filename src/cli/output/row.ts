import type { Task } from "../../domain/task.ts";

const COLUMNS = ["id", "status", "priority", "name"];

/** The cells of a task in `plain` and in the table. */
export function rowOf(task: Task, fields: readonly string[] = COLUMNS): readonly string[] {
  return fields.map((field) => textOf(task[field]));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
