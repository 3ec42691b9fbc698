import type { Task } from "../../src/domain/task.ts";
import { aTask } from "../helpers/builders.ts";
import { everyday } from "./case-roots.ts";
import type { Case } from "./cases.ts";

const STAMP = "2026-04-10T11:00:00.000+08:00";
const IMPORT = ["import", "--file", "-", "--yes"];
const ENDED = { status: "completed", started_at: STAMP, completed_at: STAMP } as const;

/** Tasks of several agents, in every state; some of their ids are others' where something has happened. */
const TASKS: readonly Partial<Task>[] = [
  { name: "theirs", ...ENDED, result: "done" },
  { id: "task-002", name: "theirs too", depends_on: ["task-001"], depends_since: "2026-04" },
  { id: "task-021", ...ENDED, key: "k21", key_scope: "ever" },
  { id: "task-022", status: "running", started_at: STAMP, agent_id: "third" },
  { id: "task-023", status: "failed", started_at: STAMP, failed_at: STAMP, error_message: "no", agent_id: "third" },
];
const LINES = TASKS.map((task) => `${JSON.stringify(aTask({ created_at: STAMP, ...task }))}\n`).join("");

/** An export of a root in which an agent has completed a task, and another's waits. */
const EXPORT = JSON.stringify(exported());

/** Tasks that come from elsewhere: all of them, or none. */
export const IMPORT_CASES: readonly Case[] = [
  {
    name: "import into a root in use",
    isLikeAnother: true,
    before: everyday,
    args: IMPORT,
    input: LINES,
    again: { count: 0, unchanged: 5 },
    isThere: ({ totals, pending_tasks }, lists) =>
      totals.completed === 3 && pending_tasks.length === 2 && lists.some(({ agent_id }) => agent_id === "third"),
  },
  {
    name: "import that replaces",
    isLikeAnother: true,
    before: everyday,
    args: [...IMPORT, "--mode", "replace"],
    input: LINES,
    again: { count: 0, unchanged: 5 },
    isThere: ({ totals, pending_tasks }) =>
      totals.completed === 2 && pending_tasks.length === 1 && pending_tasks[0]?.name === "theirs too",
  },
  {
    name: "import of a whole root into a place where nothing is",
    isLikeAnother: true,
    before: async () => undefined,
    args: IMPORT,
    input: EXPORT,
    again: { count: 0, unchanged: 2 },
    isThere: ({ totals }, lists, events) => totals.completed === 1 && lists.length === 2 && events.length === 4,
  },
];

function by(operator: string, revision: number) {
  return { operator, revision };
}

function exported(): object {
  const created = aTask({ created_at: STAMP, assigned_at: STAMP, key: "k1", key_scope: "ever" });
  const waiting = aTask({ id: "task-002", created_at: STAMP, assigned_at: STAMP, agent_id: "other" });
  const ended: Task = { ...created, ...ENDED };
  const about = (task: Task) => ({ at: STAMP, agent_id: task.agent_id, task_id: task.id });
  const times = { priority: 5, assigned_at: STAMP, started_at: STAMP };
  const head = (agent_id: string, revision: number, completed: number) => ({
    schema_version: 1.1,
    needs_version: "0.2.0",
    revision,
    agent_id,
    agent_name: agent_id,
    totals: { completed, failed: 0, cancelled: 0, completion_ms: 0, timed_count: completed },
    created_at: STAMP,
    updated_at: STAMP,
    listed: { completed, failed: 0, cancelled: 0 },
  });
  return {
    format: "agent-task-list-export",
    version: 1,
    exported_at: STAMP,
    last_id: 7,
    agents: [head("coder", 3, 1), head("other", 1, 0)],
    tasks: [ended, waiting],
    events: [
      {
        seq: 1,
        ...about(created),
        action: "create",
        old_status: null,
        new_status: "pending",
        ...by("coder", 1),
        task: created,
      },
      {
        seq: 2,
        ...about(waiting),
        action: "create",
        old_status: null,
        new_status: "pending",
        ...by("other", 1),
        task: waiting,
      },
      {
        seq: 3,
        ...about(created),
        action: "start",
        old_status: "pending",
        new_status: "running",
        ...by("coder", 2),
        changes: { status: "running", started_at: STAMP },
      },
      {
        seq: 4,
        ...about(created),
        action: "complete",
        old_status: "running",
        new_status: "completed",
        ...by("coder", 3),
        ...times,
        changes: { status: "completed", completed_at: STAMP },
      },
    ],
    keys: [{ agent_id: "coder", key: "k1", task_id: "task-001" }],
  };
}
