import { replay } from "../../../domain/replay.ts";
import type { EndedTask } from "../archive-bulk.ts";
import { allEvents } from "../journal-state.ts";
import { missingEndsOf } from "./check-archive.ts";
import type { Survey } from "./survey.ts";

/** The finished tasks that have no copy in the archive, as far as the journal can tell them again. */
export function endedByJournal(seen: Survey, keepFinished: number): readonly EndedTask[] {
  const missing = missingEndsOf(seen);
  if (missing.size === 0) return [];
  const isWanted = (agentId: string, end: string) => missing.get(agentId)?.has(end) ?? false;
  const told = replay(
    allEvents(seen.layout, () => undefined),
    { keepFinished, isWanted },
  );
  return [...told].flatMap(([agentId, { ends }]) =>
    [...ends.values()].flatMap(({ task }) => (task ? [{ agentId, task }] : [])),
  );
}
