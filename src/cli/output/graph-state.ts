import type { GraphNode } from "../../domain/graph.ts";
import type { TaskStatus } from "../../domain/task.ts";

/** How a task stands among those that depend on one another. */
export type GraphState = "ready" | "waits" | "held" | "later" | "missing" | Exclude<TaskStatus, "pending">;

/** A pending task is told apart by what keeps it from being started. */
export function stateOf({ task_status, waits_for }: GraphNode): GraphState {
  if (task_status === null) return "missing";
  if (task_status !== "pending") return task_status;
  if (waits_for === undefined) return "ready";
  if (waits_for === "hold") return "held";
  return waits_for === "dependency" ? "waits" : "later";
}
