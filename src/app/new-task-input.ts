import { TaskListError, invalid, isRefusal } from "../domain/errors.ts";
import { BACKOFFS, DEPENDS_MODES, KEY_SCOPES, ON_DEPENDENCY_FAILURE } from "../domain/task-words.ts";
import type { Labels } from "../domain/labels.ts";
import type { Terms } from "../domain/terms.ts";
import { type InputOf, inputSchema, optional, type Reader, readInput, reader, required, withDefault } from "./input.ts";
import { group, tags, taskReference, taskReferences } from "./link-readers.ts";
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

const linkReaders = {
  depends_on: optional(taskReferences),
  depends_mode: optional(choice(DEPENDS_MODES)),
  on_dependency_failure: optional(choice(ON_DEPENDENCY_FAILURE)),
  /** One or more, under either name. */
  tag: optional(tags),
  tags: optional(tags),
  group: optional(group),
  parent: optional(taskReference),
};

/** What a caller may say of a new task by flags. Defaults are given later: whether something was said matters. */
export const taskFields = {
  name: optional(taskName),
  description: optional(longText),
  priority: optional(priority),
  metadata: optional(metadata),
  key: optional(key),
  ...termReaders,
  ...linkReaders,
};

const itemFields = {
  name: required(taskName),
  description: withDefault(longText, ""),
  priority: withDefault(priority, 5),
  metadata: optional(metadata),
  key: optional(key),
  ...termReaders,
  ...linkReaders,
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
    refuseUnclearInput(read); // so that what is wrong with them is told with the item
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
  ["depends_mode", "depends_on"],
  ["on_dependency_failure", "depends_on"],
] as const;

/** @throws INVALID_PARAMS if something says nothing without another field, or is said twice */
export function refuseUnclearInput(input: TaskInput): void {
  for (const [parameter, other] of NEEDS) {
    if (input[parameter] !== undefined && input[other] === undefined)
      throw invalid("needs_other", { parameter, given: other });
  }
  if (input.tag && input.tags) throw invalid("not_together", { parameter: "tag", given: "tags" });
}

/** The labels of a new task; its parent is told apart, for it may be another new one. */
export function labelsFrom({ tag, tags: several, group: name }: TaskInput): Labels | undefined {
  const all = tag ?? several;
  return all || name !== undefined
    ? { ...(all && { tags: all }), ...(name !== undefined && { group: name }) }
    : undefined;
}

/** The terms of a new task; undefined if nothing is said of them. */
export function termsOf(input: TaskInput): Terms | undefined {
  const { key_scope, not_before, due, max_attempts, retry_delay, backoff, lease: lease_ms, max_expiries } = input;
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
