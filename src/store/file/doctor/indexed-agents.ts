import { isFolderName } from "../../../domain/agent-id.ts";
import type { IndexEntry } from "../index-file.ts";
import { entriesIn } from "./index-entries.ts";
import type { Survey } from "./survey.ts";

/** What the index knows of an agent, ours or that of the original tool. */
export interface KnownAgent {
  /** How many open tasks it had. */
  readonly open: number;
  /** All that our index knows. */
  readonly entry: IndexEntry | undefined;
}

/** The agents of the index. */
export function indexedAgents({ index }: Pick<Survey, "index">): ReadonlyMap<string, KnownAgent> {
  const own = (index.value?.agents ?? []).map((entry): [string, KnownAgent] => [
    entry.agent_id,
    { open: entry.task_count.current + entry.task_count.pending, entry },
  ]);
  const foreign = entriesIn(index.foreign).flatMap(({ agent_id, task_count }): [string, KnownAgent][] => {
    if (typeof agent_id !== "string" || !isFolderName(agent_id)) return [];
    return [[agent_id, { open: countIn(task_count, "current") + countIn(task_count, "pending"), entry: undefined }]];
  });
  return new Map([...own, ...foreign]);
}

function countIn(counts: unknown, name: string): number {
  if (typeof counts !== "object" || counts === null) return 0;
  const count: unknown = Object.entries(counts).find(([key]) => key === name)?.[1];
  return Number.isSafeInteger(count) ? Number(count) : 0;
}
