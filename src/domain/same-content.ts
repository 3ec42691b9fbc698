import { dependencyFields } from "./dependencies.ts";
import type { NewTask } from "./new-tasks.ts";

const CONTENT = ["name", "description", "priority", "metadata"] as const;
const LABELS = ["tags", "group", "parent_id"] as const;
const DEPENDENCIES = ["depends_on", "depends_mode", "on_dependency_failure"] as const;

type Field = (typeof CONTENT | typeof LABELS | typeof DEPENDENCIES)[number] | "key_scope";

/** What is compared of a task. */
export type Content = Readonly<Partial<Record<Field, unknown>>>;

/** The fields in which a task differs from what a caller wants to create under its key. */
export function differingFields(task: Content, wanted: Content): readonly string[] {
  const isOtherScope = (task.key_scope ?? "open") !== (wanted.key_scope ?? "open");
  // What an edit has taken back is null.
  const isOther = (field: Field) => !isSameJson(task[field] ?? null, wanted[field] ?? null);
  const fields = [...CONTENT, ...LABELS, ...DEPENDENCIES].filter(isOther);
  return [...fields, ...(isOtherScope ? ["key_scope"] : [])];
}

/** What a new task will hold of that. */
export function contentOf({ terms, dependencies, labels, ...rest }: NewTask): Content {
  return {
    ...rest,
    ...labels,
    ...(dependencies && dependencyFields(dependencies)),
    ...(terms?.key_scope && { key_scope: terms.key_scope }),
  };
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
