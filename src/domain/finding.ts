/** How bad a finding is: data that is lost or unreadable, what is out of step with it, what is only strange. */
export type Severity = "error" | "warning" | "note";

/**
 * Everything that can be wrong with a root, and how bad it is.
 *
 * Notes are about what the original tool leaves behind, and are gone once it has been taken over.
 */
export const SEVERITIES = {
  list_unreadable: "error",
  schema_too_new: "error",
  list_missing: "error",
  task_lost: "error",
  task_in_two_places: "error",
  duplicate_id: "error",
  id_changed: "error",
  journal_short: "error",
  journal_line_unreadable: "error",
  copy_unreadable: "error",
  purge_unreadable: "error",
  no_permission: "error",
  config_invalid: "error",
  place_wrong: "error",
  lock_unreliable: "error",
  wrong_status: "warning",
  change_unfinished: "warning",
  purge_unfinished: "warning",
  journal_behind: "warning",
  totals_wrong: "warning",
  journal_torn: "warning",
  copy_missing: "warning",
  index_missing: "warning",
  index_unreadable: "warning",
  index_agent_missing: "warning",
  index_wrong: "warning",
  index_totals_wrong: "warning",
  counter_missing: "warning",
  counter_unreadable: "warning",
  counter_behind: "warning",
  lock_left: "warning",
  leftover: "warning",
  foreign_owner: "warning",
  skill_without_program: "warning",
  stale_task: "warning",
  key_missing: "warning",
  key_unreadable: "warning",
  lease_expired: "note",
  archived_twice: "note",
  archived_open: "note",
  archived_only: "note",
  ids_unused: "note",
  folder_case: "note",
  foreign_fields: "note",
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingProblem = keyof typeof SEVERITIES;

/** What only a person can put right. */
const FOR_PEOPLE: ReadonlySet<FindingProblem> = new Set<FindingProblem>([
  "schema_too_new",
  "no_permission",
  "config_invalid",
  "place_wrong",
  "lock_unreliable",
  "skill_without_program",
  "stale_task",
  "lease_expired",
]);

export function isMendable(problem: FindingProblem): boolean {
  return !FOR_PEOPLE.has(problem);
}

/** One thing that is wrong: what, where, and the facts of it. */
export interface Finding {
  readonly problem: FindingProblem;
  readonly path?: string;
  readonly agent_id?: string;
  readonly task_id?: string;
  /** All that are concerned, or the first of them. */
  readonly task_ids?: readonly string[];
  /** Where its tasks stand: `coder/pending_tasks`. */
  readonly places?: readonly string[];
  /** How many are concerned. */
  readonly count?: number;
  /** What the file says, and what is true. */
  readonly said?: string | number;
  readonly actual?: string | number;
  /** Why, or which: a system's code, a field, a place in the file. */
  readonly reason?: string;
}

/** So many ids are named in one finding; `count` says how many there are. */
const MOST_IDS = 20;

/** A finding about several tasks. */
export function findingOfTasks(
  problem: FindingProblem,
  ids: readonly string[],
  facts: Omit<Finding, "problem"> = {},
): readonly Finding[] {
  if (ids.length === 0) return [];
  return [{ problem, ...facts, task_ids: ids.slice(0, MOST_IDS), count: ids.length }];
}
