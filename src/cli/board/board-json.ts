import type { BoardResult } from "../../app/show-board.ts";
import type { Lane } from "../../domain/lane.ts";
import type { Stuck } from "../../domain/stuck.ts";
import type { Task } from "../../domain/task.ts";
import { cutName } from "../output/task-name.ts";

/** A board for programs: lean, for an agent may read it. */
export function boardJson({ at, stuck, lanes, totals }: BoardResult): object {
  return {
    at,
    stuck: stuck.map(stuckJson),
    agents: lanes.map(laneJson),
    totals: { ...totals, agents: lanes.length },
  };
}

function stuckJson({ kind, agent_id, task, since, ms, count, code }: Stuck): object {
  return { kind, agent_id, task_id: task?.id ?? null, name: task && cutName(task.name), since, ms, count, code };
}

function laneJson({ agent_id, agent_name, counts, hold, tasks }: Lane): object {
  const [current] = tasks.running;
  const [next] = tasks.ready;
  return {
    agent_id,
    agent_name: cutName(agent_name),
    counts,
    ...(hold && {
      hold: {
        at: hold.at,
        ...(typeof hold.reason === "string" && { reason: cutName(hold.reason) }),
        ...(typeof hold.by === "string" && { by: cutName(hold.by) }),
      },
    }),
    current_task: current ? { ...briefly(current), started_at: current.started_at ?? null } : null,
    next_task: next ? briefly(next) : null,
  };
}

function briefly({ id, name, priority }: Task): object {
  return { task_id: id, name: cutName(name), priority };
}
