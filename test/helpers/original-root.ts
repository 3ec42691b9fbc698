import { cpSync } from "node:fs";
import { join } from "node:path";
import type { AgentList } from "../../src/domain/agent-list.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { PROJECT } from "./project.ts";

const ORIGINAL = join(PROJECT, "test", "fixtures", "data-dirs", "original");

/** A copy of a root as the original tool left it: doubled ids, copies of retried tasks, a wrong index and all. */
export function originalRoot(): string {
  const root = join(temporaryFolder(), "root");
  cpSync(ORIGINAL, root, { recursive: true });
  return root;
}

/** A list as the original tool writes it back if it keeps only what it knows. */
export function withoutOurs(list: AgentList): object {
  const ours = new Set(["schema_version", "revision", "totals", "outbox", "cancelled_tasks"]);
  return Object.fromEntries(Object.entries(list).filter(([field]) => !ours.has(field)));
}
