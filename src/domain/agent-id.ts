import { TaskListError, invalid } from "./errors.ts";
import { isPlainName } from "./scan.ts";

/** Lower case in ASCII only: the Kelvin sign is not a k. */
export function foldCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether a name can be that of a folder, which every agent has one of: others may have made it, but it must not lead elsewhere. */
export function isFolderName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !name.includes("/") && !name.includes("\0");
}

/** Whether a name can be an agent's id as it stands: `[a-z0-9][a-z0-9_-]{0,63}`, for ids become folder names. */
export function isAgentId(name: string): boolean {
  return name.length <= 64 && isPlainName(name);
}

/**
 * The id of a queue that does not exist yet.
 *
 * @throws INVALID_PARAMS if the name cannot be one, before any path is built from it
 */
export function newAgentId(name: string): string {
  const folded = foldCase(name);
  if (!isAgentId(folded)) throw invalid("not_an_agent_id", { parameter: "agent", given: name });
  return folded;
}

/**
 * The folder that a name means, out of those that exist: the exact one, else the one that differs in case only.
 *
 * @throws AGENT_AMBIGUOUS if several differ from the name in case only
 */
export function matchAgent(name: string, existing: readonly string[]): string | undefined {
  if (existing.includes(name)) return name;
  const folded = foldCase(name);
  const candidates = existing.filter((id) => foldCase(id) === folded);
  if (candidates.length > 1)
    throw new TaskListError("AGENT_AMBIGUOUS", { agent: name, candidates: candidates.toSorted() });
  return candidates[0];
}
