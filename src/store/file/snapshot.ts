import type { AgentList } from "../../domain/agent-list.ts";
import type { TaskEvent } from "../../domain/event.ts";
import { newestFirst } from "../../domain/filter.ts";
import { finishedTasks } from "../../domain/find-task.ts";
import { keptKeysOf, keyName, type KeptKey } from "../../domain/kept-key.ts";
import type { Snapshot, SnapshotOptions } from "../store.ts";
import { knownAgents } from "./agent-folders.ts";
import { allEvents } from "./all-events.ts";
import { allKeys } from "./all-keys.ts";
import { findArchived } from "./archived-tasks.ts";
import { lastIdNumber } from "./id-counter.ts";
import { endsLeft } from "./ends-left.ts";
import { type EndCounts, purgedSeq, readMark } from "./purge-mark.ts";
import { doneRecords } from "./purged-state.ts";
import { readIndex } from "./index-file.ts";
import type { Layout } from "./layout.ts";
import { fileVersion } from "./read-file.ts";
import { readSettledList, unsettledAgents } from "./settled-list.ts";

/** So often we look again if a writer was there meanwhile. */
const ROUNDS = 5;

/** Reads all that there is, as of one commit if the writers leave a pause that is long enough. */
export function takeSnapshot(layout: Layout, options: SnapshotOptions = {}): Snapshot {
  for (let round = 1; ; round += 1) {
    const before = versionsOf(layout);
    const snapshot = look(layout, options);
    const isBusy = versionsOf(layout) !== before;
    if (!isBusy || round === ROUNDS) return { ...snapshot, isBusy };
  }
}

function agentsOf(layout: Layout): readonly string[] {
  return knownAgents(layout, readIndex(layout), unsettledAgents(layout));
}

/** Which version of which lists is there: every commit changes one. */
function versionsOf(layout: Layout): string {
  return JSON.stringify(agentsOf(layout).map((agentId) => [agentId, fileVersion(layout.list(agentId))]));
}

function look(layout: Layout, { agent, onProgress }: SnapshotOptions): Omit<Snapshot, "isBusy"> {
  const all = agentsOf(layout).flatMap((agentId) => readSettledList(layout, agentId) ?? []);
  const lists = all.filter(({ agent_id }) => agent_id === (agent ?? agent_id));
  const found = findArchived(layout, agent === undefined ? {} : { agent }, lists);
  const archived = found.flatMap((item, position) => {
    onProgress?.(position + 1, found.length);
    const place = item.open();
    return place ? [{ task: place.task, ended_at: item.ended_at }] : [];
  });
  const left = endsLeft(layout);
  const ends = lists.reduce((sum, list) => sum + finishedTasks(list).length, archived.length);
  const keys = keysOf(layout, all);
  const mark = agent === undefined ? readMark(layout) : undefined;
  const purged = mark && doneRecords(layout, mark);
  return {
    lists,
    archived: newestFirst(archived, ({ ended_at }) => ended_at)
      .map(({ task }) => task)
      .toReversed(),
    missing: Math.max(0, lists.reduce((sum, list) => sum + endsCounted(left(list)), 0) - ends),
    events: agent === undefined ? eventsOf(layout, all) : [],
    keys: keys.filter(({ agent_id }) => agent_id === (agent ?? agent_id)),
    lastId: lastIdNumber(layout, readIndex(layout), all),
    ...(purged && { purged }),
  };
}

function endsCounted({ completed, failed, cancelled }: EndCounts): number {
  return completed + failed + cancelled;
}

/** The journal, with what a writer that died, or is still at it, has committed and not yet written there. */
function eventsOf(layout: Layout, lists: readonly AgentList[]): readonly TaskEvent[] {
  const told = [...allEvents(layout, () => undefined)];
  const lastSeq = told.at(-1)?.seq ?? purgedSeq(layout);
  const owed = lists.flatMap(({ outbox }) => outbox.events).filter(({ seq }) => seq > lastSeq);
  return [...told, ...owed.toSorted((a, b) => a.seq - b.seq)];
}

function keysOf(layout: Layout, lists: readonly AgentList[]): readonly KeptKey[] {
  const owed = lists.flatMap(({ outbox }) => [...keptKeysOf(outbox.events), ...(outbox.keys ?? [])]);
  const byName = new Map([...owed, ...allKeys(layout)].map((kept) => [keyName(kept), kept]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, kept]) => kept);
}
