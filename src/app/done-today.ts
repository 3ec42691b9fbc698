import type { EventFilter } from "../domain/event-filter.ts";
import type { LabelFilter } from "../domain/labels.ts";
import type { AgentList } from "../domain/agent-list.ts";
import { mayHoldTooFew } from "../domain/lane.ts";
import type { TaskStore } from "../store/store.ts";

/** Which tasks count: those of an agent or of all, and with which labels. */
export interface Counted extends LabelFilter {
  readonly agent?: string;
}

/** How many tasks each agent completed since a moment, and up to which event that is so. */
export interface DoneSince {
  readonly counts: ReadonlyMap<string, number>;
  readonly last_seq: number;
}

/** More are not counted: the board says so many then. */
const MOST_COUNTED = 20_000;

/** Clocks are set back by seconds, or by an hour where somebody has taken summer time for another time. */
const CLOCK_SLACK_MS = 2 * 3_600_000;

/** Counts, in the journal, what was completed since a moment: no further back than that. */
export async function doneSince(store: TaskStore, moment: number, counted: Counted): Promise<DoneSince> {
  const query = { ...completions(counted, moment), limit: MOST_COUNTED, clockSlackMs: CLOCK_SLACK_MS };
  const { events, last_seq } = await store.events(query);
  const counts = new Map<string, number>();
  for (const { agent_id } of events) counts.set(agent_id, (counts.get(agent_id) ?? 0) + 1);
  return { counts, last_seq };
}

/** The same, if the lists do not tell it themselves: they hold the newest only. */
export async function doneBeyondLists(
  store: TaskStore,
  lists: readonly AgentList[],
  moment: number,
  counted: Counted,
): Promise<ReadonlyMap<string, number>> {
  const short = lists.filter((list) => mayHoldTooFew(list, moment));
  const [first] = short;
  if (!first) return new Map();
  const only = short.length === 1 ? { agent: first.agent_id } : {};
  return (await doneSince(store, moment, { ...counted, ...only })).counts;
}

/** The events of what is counted. */
export function completions(counted: Counted, from: number): EventFilter {
  return { ...counted, action: "complete", from };
}
