import type { TaskStatus } from "../domain/task.ts";
import type { Reason } from "../domain/why.ts";

/** What would do away with a reason. */
export interface Remedy {
  readonly change:
    | "the_other_ends"
    | "the_other_is_completed"
    | "the_other_is_retried"
    | "the_other_is_restored"
    | "it_does_not_depend_on_it"
    | "time_passes"
    | "it_is_released"
    | "those_ahead_start";
  /** What to type, to bring that about or to see more. */
  readonly command: string;
}

interface Waiting {
  readonly agent_id: string;
  readonly task_id: string;
}

/** What would do away with a reason why a task waits. */
export function remedyOf(reason: Reason, { agent_id, task_id }: Waiting): Remedy {
  const own = `--agent ${agent_id} --task-id ${task_id}`;
  if (reason.reason === "dependency") return ofDependency(reason, own);
  const inTime: Remedy = { change: "time_passes", command: `agent-tasks edit ${own} --not-before none` };
  const remedies: Readonly<Record<Exclude<Reason["reason"], "dependency">, Remedy>> = {
    agent_busy: { change: "the_other_ends", command: `agent-tasks resume --agent ${agent_id}` },
    not_before: inTime,
    retry_delay: inTime,
    queue_hold: { change: "it_is_released", command: `agent-tasks release --agent ${agent_id}` },
    hold: { change: "it_is_released", command: `agent-tasks release ${own}` },
    behind: { change: "those_ahead_start", command: `agent-tasks start ${own}` },
  };
  return remedies[reason.reason];
}

function ofDependency(
  { task_id, agent_id, task_status, on_failure }: Extract<Reason, { reason: "dependency" }>,
  own: string,
): Remedy {
  if (agent_id === null || task_status === null) {
    return { change: "it_does_not_depend_on_it", command: `agent-tasks edit ${own} --depends-on none` };
  }
  const other = `--agent ${agent_id} --task-id ${task_id}`;
  if (task_status === "failed") return { change: "the_other_is_retried", command: `agent-tasks retry ${other}` };
  if (task_status === "cancelled") return { change: "the_other_is_restored", command: `agent-tasks restore ${other}` };
  const change = on_failure === "run" ? "the_other_ends" : "the_other_is_completed";
  return { change, command: `agent-tasks ${LOOKS[task_status]} --task-id ${task_id}` };
}

/** What tells more of a task that is still to be done. */
const LOOKS: Readonly<Record<Exclude<TaskStatus, "failed" | "cancelled">, string>> = {
  pending: "why",
  running: "get",
  completed: "get",
};
