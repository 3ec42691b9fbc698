import type { TaskAction } from "./event.ts";
import type { WaitReason } from "./readiness.ts";
import type { TaskStatus } from "./task.ts";

/**
 * Everything that can be refused or can fail, with the facts that each case carries.
 *
 * The list is closed: front ends map every code to a status of their own, and the message
 * catalogues hold a sentence and a hint for each. Facts are printed as they are, so their
 * names are the names of the printed record.
 */
export interface ErrorFacts {
  INTERNAL_ERROR: { detail: string };
  /** `has_begun`: some of a repair is done, and the rest when it is run again. */
  IO_ERROR: { path?: string; reason: string; has_begun?: true };
  INVALID_PARAMS: InvalidParams;
  CONFIG_INVALID: { path: string; key?: string; detail: string };
  /** `waiting`: how many pending tasks may not be started yet; `ready_at`: when the first of them may; `no_queue`: the agent never had a task. */
  QUEUE_EMPTY: { agent_id: string; waiting?: number; ready_at?: string; held?: true; no_queue?: true };
  TASK_NOT_FOUND: { task_id: string; agent_id?: string; owner_agent_id?: string };
  AGENT_NOT_FOUND: { agent_id: string };
  AGENT_BUSY: { agent_id: string; current_task_id: string };
  NO_CURRENT_TASK: { agent_id: string };
  INVALID_TRANSITION: {
    agent_id: string;
    task_id: string;
    task_status: TaskStatus;
    /** What it was to become, or what was to be done with it. */
    wanted_status?: TaskStatus;
    action?: TaskAction;
    current_task_id?: string;
    /** Why a pending task may not be started, and from when on it may. */
    waits_for?: WaitReason | "queue_hold";
    ready_at?: string;
  };
  TASK_ALREADY_EXISTS: { agent_id: string; task_id: string };
  SUPERSEDED: Superseded;
  KEY_CONFLICT: { agent_id: string; key: string; task_id: string; differs_in: readonly string[] };
  QUEUE_FULL: { agent_id: string; limit: number };
  AGENT_AMBIGUOUS: { agent: string; candidates: readonly string[] };
  LOCK_ACQUIRE_FAILED: { path: string; waited_ms: number; held_ms?: number; holder?: LockHolder };
  STORE_CORRUPT: { path: string; problem: StoreProblem; detail?: string };
  /** `needs_version`: the version of this program that reads it. */
  SCHEMA_TOO_NEW: { path: string; schema_version: number; supported_version: number; needs_version?: string };
}

/** An attempt at a task is over, and somebody goes on as if it were not. */
export interface Superseded {
  agent_id: string;
  task_id: string;
  /** The attempt that the caller speaks for, and what became of it. */
  attempt: number;
  outcome: string;
  ended_at?: string;
  /** How the task stands now. */
  task_status: TaskStatus;
  current_attempt: number;
}

export type ErrorCode = keyof ErrorFacts;

/** What a call can get wrong. `parameter` is a field name as in JSON: `task_id`, not `--task-id`. */
export interface InvalidParams {
  problem: InvalidParamsProblem;
  parameter?: string;
  given?: string;
  limit?: number;
  /** The smallest number, where it is not 0. */
  from?: number;
  choices?: readonly string[];
  path?: string;
  /** The command that was called, if there is one of that name. */
  command?: string;
  /** How many tasks it is about. */
  count?: number;
  /** Which of several tasks that came together it is about: 1 for the first. */
  item?: number;
}

export type InvalidParamsProblem =
  | "required"
  | "unknown"
  | "not_text"
  | "empty"
  | "too_long"
  | "too_large"
  | "too_deep"
  | "too_many"
  | "forbidden_key"
  | "not_a_priority"
  | "not_an_agent_id"
  | "not_a_task_id"
  | "not_a_whole_number"
  | "not_a_choice"
  | "not_json"
  | "not_an_object"
  | "not_a_number"
  | "not_a_list"
  | "not_a_time"
  | "not_a_month"
  | "not_a_duration"
  | "not_a_when"
  | "not_an_attempt"
  | "too_short"
  | "in_the_past"
  | "in_the_future"
  | "needs_other"
  | "same_agent"
  | "cycle"
  | "not_a_label"
  | "not_a_line"
  | "from_after_to"
  | "not_together"
  | "needs_terminal"
  | "seq_gone"
  | "seq_to_come"
  | "not_confirmed"
  | "purge_not_confirmed"
  | "not_empty"
  | "import_not_confirmed"
  | "import_unknown"
  | "import_version"
  | "not_importable"
  | "too_much_at_once"
  | "file_exists"
  | "another_agent"
  | "key_used_twice"
  | "not_utf8"
  | "file_unreadable"
  | "input_used_twice"
  | "agent_unknown"
  | "unknown_command"
  | "unknown_option"
  | "option_without_value"
  | "option_as_value"
  | "excess_argument";

/** Why stored data cannot be trusted. */
export type StoreProblem =
  | "empty_file"
  | "not_utf8"
  | "not_json"
  | "too_large"
  | "too_deep"
  | "number_too_large"
  | "not_a_task_list"
  | "not_a_task"
  | "not_a_key"
  | "not_a_purge"
  | "task_missing"
  | "list_missing"
  | "another_agents_list"
  | "symbolic_link"
  | "not_a_file"
  | "not_a_folder";

/** The process that holds the lock, as far as its record tells. */
export interface LockHolder {
  pid: number;
  command: string;
}

/**
 * A refusal or failure that the caller can act on: a code and its facts, never a sentence.
 * Anything else that is thrown is a defect.
 */
export class TaskListError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly facts: ErrorFacts[Code];

  constructor(code: Code, facts: ErrorFacts[Code], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = "TaskListError";
    this.code = code;
    this.facts = facts;
  }
}

/** The refusal of one parameter. */
export function invalid(
  problem: InvalidParamsProblem,
  facts: Omit<InvalidParams, "problem"> = {},
): TaskListError<"INVALID_PARAMS"> {
  return new TaskListError("INVALID_PARAMS", { problem, ...facts });
}

/** Whether something thrown is the refusal with a code. */
export function isRefusal<Code extends ErrorCode>(error: unknown, code: Code): error is TaskListError<Code> {
  return error instanceof TaskListError && error.code === code;
}
