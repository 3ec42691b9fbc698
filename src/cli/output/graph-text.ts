import type { PageWords } from "../../app/messages/page-words.ts";
import { visible } from "../../app/messages/visible.ts";
import type { Graph } from "../../domain/graph.ts";
import { type Branch, treeOf } from "../../domain/graph-tree.ts";
import { stateOf } from "./graph-state.ts";
import { shortName } from "./task-name.ts";

/** So many levels are indented: what lies deeper says how deep. */
const LEVELS = 20;

/** Tasks as a tree: below each what it waits for. */
export function graphText({ graph: words }: PageWords, graph: Graph): string {
  const lines = treeOf(graph).map((branch) => `${indentation(branch)}${lineOf(words, branch)}\n`);
  return lines.length === 0 ? `${words.none}\n` : lines.join("");
}

function indentation({ depth }: Branch): string {
  return depth <= LEVELS ? "  ".repeat(depth) : `${"  ".repeat(LEVELS)}${depth}: `;
}

function lineOf(words: PageWords["graph"], { node, isRepeated }: Branch): string {
  const { task_id, agent_id, name, depends_mode } = node;
  if (isRepeated) return `${task_id}  ${words.above}`;
  const state = words.states[stateOf(node)];
  return [
    task_id,
    depends_mode === "any" ? words.any_of(state) : state,
    ...(agent_id === null ? [] : [visible(agent_id)]),
    ...(name === null ? [] : [shortName(name)]),
  ].join("  ");
}
