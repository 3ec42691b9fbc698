import { visible } from "../../app/messages/visible.ts";
import type { Graph, GraphNode } from "../../domain/graph.ts";
import { numberOfTaskId } from "../../domain/task-id.ts";
import { type GraphState, stateOf } from "./graph-state.ts";
import { cutName } from "./task-name.ts";

const STYLES: Readonly<Record<GraphState, string>> = {
  ready: "fill:#ffffff,stroke:#2f6fab,color:#111111",
  waits: "fill:#eeeeee,stroke:#888888,color:#111111",
  held: "fill:#fff3cd,stroke:#b58900,color:#111111",
  later: "fill:#f3eefc,stroke:#7a5fb0,color:#111111",
  running: "fill:#d6eaff,stroke:#2f6fab,color:#111111",
  completed: "fill:#d9f2dd,stroke:#2e8b57,color:#111111",
  failed: "fill:#fbdcdc,stroke:#b03030,color:#111111",
  cancelled: "fill:#f5f5f5,stroke:#888888,color:#666666",
  missing: "fill:#ffffff,stroke:#b03030,color:#111111,stroke-dasharray:4",
};

/** Tasks as a flowchart of Mermaid: from what is to be done first to what waits for it. */
export function graphMermaid({ nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ task_id }, index) => [task_id, nameOf(task_id, index)]));
  const states = new Set(nodes.map(stateOf));
  return [
    "graph TD",
    ...nodes.map((node) => `  ${names.get(node.task_id)}["${labelOf(node)}"]:::${stateOf(node)}`),
    ...edges.map(({ task_id, depends_on }) => `  ${names.get(depends_on)} --> ${names.get(task_id)}`),
    ...Object.entries(STYLES).flatMap(([state, style]) =>
      [...states].some((used) => used === state) ? [`  classDef ${state} ${style}`] : [],
    ),
    "",
  ].join("\n");
}

/** Its ids are words of its language too (`end`, `a--b`): those of others get a name. */
function nameOf(id: string, index: number): string {
  return numberOfTaskId(id) > 0 ? id : `n${index}`;
}

function labelOf({ task_id, name }: GraphNode): string {
  return name === null ? escaped(task_id) : `${escaped(task_id)}<br/>${escaped(cutName(name))}`;
}

/** Only letters, digits and what means nothing to Mermaid, Markdown and HTML stand as they are; the rest by its number. */
function escaped(text: string): string {
  return visible(text).replace(/[^\p{L}\p{M}\p{N} .,()\u2026-]/gu, (character) => `#${character.codePointAt(0)};`);
}
