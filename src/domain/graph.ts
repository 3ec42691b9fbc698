import type { Located } from "./agent-list.ts";
import { dependenciesOf, dependsOn } from "./dependencies.ts";
import { endsOf } from "./ends.ts";
import { labelsOf } from "./labels.ts";
import { hasMet, type Outlook, type WaitReason, waitReason } from "./readiness.ts";
import { numberOfTaskId } from "./task-id.ts";
import type { TaskStatus } from "./task.ts";

/** A task among those that depend on one another. */
export interface GraphNode {
  readonly task_id: string;
  /** Null, as the three that follow, if nothing is left of the task. */
  readonly agent_id: string | null;
  readonly name: string | null;
  readonly task_status: TaskStatus | null;
  readonly priority: number | null;
  /** Whether it is pending, and that on which it depends is not done. */
  readonly waits: boolean;
  /** What keeps a pending task from being started; absent if nothing does. */
  readonly waits_for?: WaitReason;
  /** One of those on which it depends is enough; absent if all are needed. */
  readonly depends_mode?: "any";
  readonly group?: string;
}

/** The one task depends on the other; both are among the nodes. */
export interface GraphEdge {
  readonly task_id: string;
  readonly depends_on: string;
}

export interface Graph {
  /** The most urgent first, of equals the one with the lowest id. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Where a task is; undefined if nothing is left of it. */
export type PlaceOf = (id: string) => Located | undefined;

/** Some tasks, and which of them depends on which. What they depend on besides is asked for only to judge of them. */
export function graphOf(ids: Iterable<string>, placeOf: PlaceOf, clock: string): Graph {
  const shown = new Set(ids);
  const outlook = { clock, ended: endsOf(placeOf) };
  const nodes = [...shown].map((id) => nodeOf(id, placeOf(id), outlook)).toSorted(byPriority);
  const edges = nodes.flatMap(({ task_id }) => {
    const seen = waitsFor(placeOf(task_id)).filter((id) => shown.has(id));
    return [...new Set(seen)].map((depends_on) => ({ task_id, depends_on }));
  });
  return { nodes, edges };
}

/** The tasks on which a task depends. */
export function waitsFor(place: Located | undefined): readonly string[] {
  return place ? dependsOn(place.task) : [];
}

function nodeOf(task_id: string, place: Located | undefined, outlook: Outlook): GraphNode {
  if (!place) return { task_id, agent_id: null, name: null, task_status: null, priority: null, waits: false };
  const { task, agent_id } = place;
  const { group } = labelsOf(task);
  const isPending = task.status === "pending";
  const waits_for = isPending ? waitReason(task, outlook) : undefined;
  return {
    task_id,
    agent_id,
    name: task.name,
    task_status: task.status,
    priority: task.priority,
    waits: isPending && !hasMet(task, outlook.ended),
    ...(waits_for && { waits_for }),
    ...(dependenciesOf(task)?.mode === "any" && { depends_mode: "any" as const }),
    ...(group !== undefined && { group }),
  };
}

function byPriority(a: GraphNode, b: GraphNode): number {
  const urgency = (b.priority ?? 0) - (a.priority ?? 0);
  return urgency || numberOfTaskId(a.task_id) - numberOfTaskId(b.task_id) || (a.task_id < b.task_id ? -1 : 1);
}
