import { optional } from "../../app/input.ts";
import { choice } from "../../app/readers.ts";
import { showGraph } from "../../app/show-graph.ts";
import { defineCommand, type GivenFlags } from "../command.ts";
import { AGENT, LABEL_FLAGS, TASK_ID } from "../flags.ts";

/** How it can be printed. */
export const graphFormat = choice(["text", "mermaid", "dot", "json"]);

const format = (flags: GivenFlags) => optional(graphFormat)(flags["format"], "format");

export const graph = defineCommand({
  operation: showGraph,
  group: "look",
  hasDefaultAgent: false, // without one it speaks of all agents
  flags: [TASK_ID, AGENT, ...LABEL_FLAGS, { parameter: "format", value: "<format>" }],
  json: (result) => result,
  text: async (result, { lang }, flags) => {
    const wanted = format(flags) ?? "text";
    const { graphPage } = await import("../output/graph-page.ts");
    return graphPage(result, wanted === "json" ? "text" : wanted, lang);
  },
  format: (flags) => {
    const wanted = format(flags);
    return wanted === undefined || wanted === "json" ? wanted : "text";
  },
});
