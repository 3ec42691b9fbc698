import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, environment } from "./run.mjs";

/**
 * Makes a task root with so many queues, each with so many waiting and finished tasks, the way a user of the original tool
 * comes to one: files of that tool, and a first command that takes them over. Checked by what the tool then counts.
 */
export function makeRoot(root, { agents = 1, pending = 0, finished = 0 }) {
  const env = environment(root, { AGENT_TASKS_ROOT: root });
  let id = 0;
  for (let n = 0; n < agents; n += 1) {
    const agent_id = agentId(n);
    const folder = join(root, "agents", agent_id);
    mkdirSync(folder, { recursive: true });
    const task = (status, times) => {
      id += 1;
      const name = `Task ${id}`;
      return {
        id: `task-${String(id).padStart(3, "0")}`,
        name,
        description: "",
        status,
        priority: 1 + (id % 10),
        agent_id,
        ...times,
      };
    };
    const completed_tasks = Array.from({ length: finished }, (_, i) =>
      task("completed", { assigned_at: stamp(i), started_at: stamp(i + 60), completed_at: stamp(i + 120) }),
    );
    const pending_tasks = Array.from({ length: pending }, (_, i) => task("pending", { assigned_at: stamp(i) }));
    const list = {
      agent_id,
      agent_name: agent_id,
      current_task: null,
      pending_tasks,
      completed_tasks,
      failed_tasks: [],
    };
    writeFileSync(
      join(folder, "task-list.json"),
      JSON.stringify({ ...list, created_at: stamp(0), updated_at: stamp(0) }),
    );
  }
  writeFileSync(join(root, "task-counter.txt"), String(id));
  ask(env, ["create", "--agent", agentId(0), "--name", "the first of ours"]);
  const { total } = ask(env, ["stats"]);
  if (total.pending !== agents * pending + 1 || total.completed !== agents * finished)
    throw new Error(`the root has ${JSON.stringify(total)}`);
  return env;
}

export function agentId(n) {
  return `agent-${n}`;
}

/** Moments of some months, one a minute. */
function stamp(minutes) {
  return new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString().replace("Z", "+00:00");
}
