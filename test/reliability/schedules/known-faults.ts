import type { TaskEvent } from "../../../src/domain/event.ts";
import { inOrder } from "../replay.ts";
import type { Life } from "./client.ts";

/**
 * Which faults of the store that are known, and not mended yet, a schedule has met. Such schedules are set aside, and
 * counted. When a fault is mended, its entry goes.
 */
export function knownFaults(journal: readonly TaskEvent[], lives: readonly Life[]): string[] {
  const details = lives.flatMap(({ outcomes }) => outcomes.map(({ refusal }) => refusal?.detail ?? ""));
  return [
    ...(hasRenumbered(journal) ? ["an event is told twice, with two numbers"] : []),
    ...(details.some((detail) => /events\/[\d-]+\.jsonl","reason":"EIO"/.test(detail))
      ? ["a late line of a sleeper is EIO"]
      : []),
  ];
}

/**
 * A sleeper's late line stands behind larger ones, and whoever looks backwards for what is missing stops there: it tells
 * an event once more, as one that came late.
 */
function hasRenumbered(journal: readonly TaskEvent[]): boolean {
  if (inOrder(journal).length === journal.length) return false;
  const seqs = new Map<string, number>();
  return journal.some(({ seq, agent_id, revision, task_id, action }) => {
    const event = `${agent_id} ${revision} ${task_id} ${action}`;
    const before = seqs.get(event) ?? seq;
    seqs.set(event, before);
    return before !== seq;
  });
}
