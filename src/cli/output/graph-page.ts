import { openPageWords } from "../../app/messages/open-messages.ts";
import type { Language } from "../../app/settings.ts";
import type { Graph } from "../../domain/graph.ts";
import { graphDot } from "./graph-dot.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { graphText } from "./graph-text.ts";

/** What a person, or a program that draws, reads of tasks that depend on one another. */
export async function graphPage(graph: Graph, format: "text" | "mermaid" | "dot", lang: Language): Promise<string> {
  if (format === "mermaid") return graphMermaid(graph);
  return format === "dot" ? graphDot(graph) : graphText(await openPageWords(lang), graph);
}
