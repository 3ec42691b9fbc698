import { isEnd } from "../../domain/ending.ts";
import type { TaskStatus } from "../../domain/task.ts";
import { endOf } from "./ended-lines.ts";
import { type StoredEvent, eventsBackwards, journalMonths } from "./journal-lines.ts";
import type { Layout } from "./layout.ts";

/** What the journal tells of the tasks of one agent. */
export interface Told {
  /** The last status of each task. */
  readonly statuses: Map<string, TaskStatus>;
  /** Each end of a task, by `endOf`, with the smallest revision of the list that told of it. */
  readonly ends: Map<string, number>;
  /** Those of them that no list ever counted. */
  readonly uncounted: Set<string>;
  /** The newest revision of the agent's list of which it tells; 0 if it tells nothing. */
  revision: number;
}

export function nothingTold(): Told {
  return { statuses: new Map(), ends: new Map(), uncounted: new Set(), revision: 0 };
}

/** Reads the whole journal: for the rare moment in which lists have to be compared with it. */
export function toldBy(layout: Layout, agents: ReadonlySet<string>, onProgress: () => void): ReadonlyMap<string, Told> {
  const told = new Map([...agents].map((agent): [string, Told] => [agent, nothingTold()]));
  for (const month of journalMonths(layout).toReversed()) {
    onProgress();
    for (const event of eventsBackwards(layout, month)) hear(told, event);
  }
  return told;
}

function hear(told: ReadonlyMap<string, Told>, event: StoredEvent): void {
  const known = told.get(event.agent_id);
  if (!known) return;
  known.revision = Math.max(known.revision, event.revision);
  if (event.superseded) return;
  // The newest line comes first.
  if (!known.statuses.has(event.task_id)) known.statuses.set(event.task_id, event.new_status);
  if (!isEnd(event.new_status)) return;
  const end = endOf(event.task_id, event.at);
  if (event.archived_only) known.uncounted.add(end);
  known.ends.set(end, Math.min(event.revision, known.ends.get(end) ?? Infinity));
}
