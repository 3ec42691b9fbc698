import type { NewTask } from "./new-tasks.ts";

const CONTENT = ["name", "description", "priority", "metadata"] as const;

type Content = Readonly<Partial<Record<(typeof CONTENT)[number] | "key_scope", unknown>>>;

/** The fields in which a task differs from what a caller wants to create under its key. */
export function differingFields(task: Content, content: NewTask): readonly string[] {
  const isOtherScope = (task.key_scope ?? "open") !== (content.terms?.key_scope ?? "open");
  return [...differingContent(task, content), ...(isOtherScope ? ["key_scope"] : [])];
}

function differingContent(task: Content, content: NewTask): readonly string[] {
  return CONTENT.filter((field) => !isSameJson(task[field], content[field]));
}

/** Whether two JSON values are the same, in whatever order their keys are. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSameJson(value, right.get(key)))
  );
}
