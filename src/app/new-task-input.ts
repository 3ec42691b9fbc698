import { TaskListError, invalid, isRefusal } from "../domain/errors.ts";
import { BACKOFFS, KEY_SCOPES } from "../domain/task-words.ts";
import type { Terms } from "../domain/terms.ts";
import { type InputOf, inputSchema, optional, type Reader, readInput, reader, required, withDefault } from "./input.ts";
import {
  agentName,
  choice,
  duration,
  key,
  lease,
  longText,
  metadata,
  priority,
  taskName,
  times,
  whenFrom,
  whenTo,
} from "./readers.ts";

const termReaders = {
  key_scope: optional(choice(KEY_SCOPES)),
  not_before: optional(whenFrom),
  due: optional(whenTo),
  max_attempts: optional(times),
  retry_delay: optional(duration),
  backoff: optional(choice(BACKOFFS)),
  lease: optional(lease),
  max_expiries: optional(times),
};

/** What a caller may say of a new task by flags. Defaults are given later: whether something was said matters. */
export const taskFields = {
  name: optional(taskName),
  description: optional(longText),
  priority: optional(priority),
  metadata: optional(metadata),
  key: optional(key),
  ...termReaders,
};

const itemFields = {
  name: required(taskName),
  description: withDefault(longText, ""),
  priority: withDefault(priority, 5),
  metadata: optional(metadata),
  key: optional(key),
  ...termReaders,
  /** Whose it is, under either name: only the call's own agent is allowed. */
  agent: optional(agentName),
  agent_id: optional(agentName),
};

/** A new task as a caller describes it. */
export type TaskInput = InputOf<typeof itemFields>;

/** The task of a call that describes one, in fields that have been read. @throws INVALID_PARAMS if it has no name */
export function oneTask({
  name,
  description = "",
  priority: urgency = 5,
  ...rest
}: InputOf<typeof taskFields>): TaskInput {
  if (name === undefined) throw invalid("required", { parameter: "name" });
  return { name, description, priority: urgency, agent: undefined, agent_id: undefined, ...rest };
}

/** Several tasks. @throws INVALID_PARAMS, naming the first that is wrong */
export const newTasks: Reader<readonly TaskInput[]> = reader(
  { type: "array", items: inputSchema(itemFields) },
  (value, parameter) => {
    if (!Array.isArray(value)) throw invalid("not_a_list", { parameter });
    // Not by its own `map`: what a caller of the library gives may be an array of another kind.
    return Array.from<unknown, TaskInput>(value, (item, position) => readItem(item, parameter, position + 1));
  },
);

function readItem(value: unknown, parameter: string, item: number): TaskInput {
  try {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw invalid("not_an_object", { parameter });
    const read = readInput(itemFields, { ...value });
    termsOf(read); // so that what is wrong with them is told with the item
    return read;
  } catch (error) {
    throw isRefusal(error, "INVALID_PARAMS") ? new TaskListError("INVALID_PARAMS", { ...error.facts, item }) : error;
  }
}

/** What says nothing without another field. */
const NEEDS = [
  ["key_scope", "key"],
  ["retry_delay", "max_attempts"],
  ["backoff", "retry_delay"],
] as const;

/**
 * The terms of a new task; undefined if nothing is said of them.
 *
 * @throws INVALID_PARAMS if something says nothing without another field
 */
export function termsOf(input: TaskInput): Terms | undefined {
  const { key_scope, not_before, due, max_attempts, retry_delay, backoff, lease: lease_ms, max_expiries } = input;
  for (const [parameter, other] of NEEDS) {
    if (input[parameter] !== undefined && input[other] === undefined)
      throw invalid("needs_other", { parameter, given: other });
  }
  const terms = {
    key_scope,
    not_before,
    due,
    max_attempts,
    retry_delay_ms: retry_delay,
    backoff,
    lease_ms,
    max_expiries,
  };
  const said = Object.entries(terms).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
