import type { Graph, GraphNode } from "./graph.ts";
import { groupBy } from "./group-by.ts";

/** A task in the tree of those that depend on one another. */
export interface Branch {
  readonly node: GraphNode;
  /** How many tasks stand between it and the top, itself counted. */
  readonly depth: number;
  /** Whether it was shown before: what is below it stands there. */
  readonly isRepeated: boolean;
}

/**
 * From the tasks on which no other depends down to those that depend on nothing, in the order in which a page shows them.
 *
 * Each task is followed once, so there are at most as many branches as nodes and edges together. Without recursion: a chain
 * may be ten thousand tasks long.
 */
export function treeOf(graph: Graph): readonly Branch[] {
  const below = childrenIn(graph);
  const waitedFor = new Set(graph.edges.map(({ depends_on }) => depends_on));
  const tops = graph.nodes.filter(({ task_id }) => !waitedFor.has(task_id));
  const seen = new Set<string>();
  const branches: Branch[] = [];
  // Tasks that wait for one another, which nobody of ours makes, have no top: then the first of them is it.
  for (const top of [...tops, ...graph.nodes]) {
    if (seen.has(top.task_id)) continue;
    const coming = [{ node: top, depth: 0 }];
    for (let next = coming.pop(); next; next = coming.pop()) {
      const { node, depth } = next;
      const isRepeated = seen.has(node.task_id);
      branches.push({ node, depth, isRepeated });
      if (isRepeated) continue;
      seen.add(node.task_id);
      coming.push(...(below.get(node.task_id) ?? []).map((child) => ({ node: child, depth: depth + 1 })).toReversed());
    }
  }
  return branches;
}

/** What each task depends on, in the order of the nodes. */
function childrenIn({ nodes, edges }: Graph): ReadonlyMap<string, readonly GraphNode[]> {
  const waiters = groupBy(edges, ({ depends_on }) => depends_on);
  const pairs = nodes.flatMap((node) => (waiters.get(node.task_id) ?? []).map(({ task_id }) => ({ task_id, node })));
  return new Map([...groupBy(pairs, ({ task_id }) => task_id)].map(([id, all]) => [id, all.map(({ node }) => node)]));
}
