import { invalid } from "../domain/errors.ts";
import { LARGEST_NUMBER } from "../domain/task-id.ts";
import { type Reader, reader } from "./input.ts";
import { anyText, duration, taskId, wholeNumber } from "./readers.ts";

// What only those who read the journal take: a hot command need not load it.

const MOST_TASKS = 100;

/** Some tasks, one after another with commas between them, or as a list: 1 to 100, each once. */
export const taskIds: Reader<readonly string[]> = reader(
  { anyOf: [anyText.schema, { type: "array", items: taskId.schema, minItems: 1, maxItems: MOST_TASKS }] },
  (value, parameter) => {
    const given: readonly unknown[] = Array.isArray(value) ? value : anyText(value, parameter).split(",");
    if (given.length === 0) throw invalid("empty", { parameter });
    if (given.length > MOST_TASKS) throw invalid("too_many", { parameter, limit: MOST_TASKS });
    return [...new Set(given.map((id) => taskId(typeof id === "string" ? id.trim() : id, parameter)))];
  },
);

/** The seq of an event, or 0 for what came before the first. */
export const eventNumber: Reader<number> = wholeNumber(LARGEST_NUMBER, 12);

/** How long to wait: 8 s if nothing is said, and `none` for as long as it takes. */
export const patience: Reader<number | undefined> = reader(
  { type: "string", pattern: "^(none|\\d{1,9}[smhdw])$", default: "8s" },
  (value, parameter) => (value === "none" ? undefined : duration(value ?? "8s", parameter)),
);
