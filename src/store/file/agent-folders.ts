import { readdirSync } from "node:fs";
import type { Index } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { isFolder } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/** The names of the agents' folders, whoever made them. Links and files that lie among them are none. */
export function agentFolders(layout: Layout): readonly string[] {
  return accessing(layout.agents, () => {
    if (!isFolder(layout.agents)) return [];
    const entries = readdirSync(layout.agents, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  });
}

/**
 * The agents that have a folder, those that the index knows, for a list of theirs may be gone, and those to whom a change
 * is about to give a list, in the order of their ids.
 */
export function knownAgents(
  layout: Layout,
  index: Index | undefined,
  unsettled: ReadonlySet<string>,
): readonly string[] {
  const known = (index?.agents ?? []).map(({ agent_id }) => agent_id);
  return [...new Set([...agentFolders(layout), ...known, ...unsettled])].toSorted();
}
