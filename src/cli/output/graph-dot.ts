import { visible } from "../../app/messages/visible.ts";
import type { Graph, GraphNode } from "../../domain/graph.ts";
import { type GraphState, stateOf } from "./graph-state.ts";
import { cutName } from "./task-name.ts";

const COLOURS: Readonly<Record<GraphState, string>> = {
  ready: "#ffffff",
  waits: "#eeeeee",
  held: "#fff3cd",
  later: "#f3eefc",
  running: "#d6eaff",
  completed: "#d9f2dd",
  failed: "#fbdcdc",
  cancelled: "#f5f5f5",
  missing: "#ffffff",
};

/** Tasks as a graph of Graphviz: from what is to be done first to what waits for it. */
export function graphDot({ nodes, edges }: Graph): string {
  return [
    "digraph tasks {",
    "  node [shape=box, style=filled]",
    ...nodes.map((node) => `  "${node.task_id}" [${attributes(node)}]`),
    ...edges.map(({ task_id, depends_on }) => `  "${depends_on}" -> "${task_id}"`),
    "}",
    "",
  ].join("\n");
}

function attributes(node: GraphNode): string {
  const { task_id, name } = node;
  const state = stateOf(node);
  const label = name === null ? task_id : `${task_id}\\n${escaped(cutName(name))}`;
  return `label="${label}", class="${state}", fillcolor="${COLOURS[state]}"`;
}

/** In a label a backslash begins an escape, and an ampersand an entity of HTML. */
function escaped(text: string): string {
  return visible(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;");
}
