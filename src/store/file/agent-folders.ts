import { readdirSync } from "node:fs";
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
