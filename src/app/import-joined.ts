import type { AgentList, Located } from "../domain/agent-list.ts";
import type { EventDraft } from "../domain/event.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Fate } from "../domain/import-fates.ts";
import { headOf, listFrom, withIncoming } from "../domain/import-lists.ts";
import { withReferences } from "../domain/import-references.ts";
import { vacate } from "../domain/import-replace.ts";
import type { Incoming, Parcel } from "../domain/parcel.ts";
import type { Task } from "../domain/task.ts";
import type { Facts } from "../store/store.ts";

export type Fates = ReadonlyMap<Incoming, Fate>;

export function isComing({ kind }: Fate): boolean {
  return kind === "comes" || kind === "renamed" || kind === "replaces";
}

/** A task that comes in, as it will be here. */
export interface Coming {
  readonly task: Task;
  /** Its id where it comes from. */
  readonly from: string;
  /** Whose place it takes. */
  readonly replaces: readonly Located[];
}

/** The tasks that come in, as they will be here. */
export function comingTasks(fates: Fates): readonly Coming[] {
  const idOf = new Map<string, string>();
  // What names an id means the first that has it.
  for (const [{ task }, fate] of fates) if (!idOf.has(task.id)) idOf.set(task.id, fate.id);
  const changed = new Map([...idOf].filter(([from, to]) => from !== to));
  return [...fates].flatMap(([{ task }, fate]) => {
    if (!isComing(fate)) return [];
    const own = fate.id === task.id ? task : { ...task, id: fate.id, former_id: task.id };
    const replaces = fate.kind === "replaces" ? fate.places : [];
    return [{ task: withReferences(own, changed), from: task.id, replaces }];
  });
}

export interface JoinedLists {
  readonly lists: readonly AgentList[];
  readonly events: readonly EventDraft[];
  readonly created: readonly string[];
  readonly waiting: readonly Task[];
}

/** The lists as they are when all have come: first those leave whose places are taken. */
export function joinedLists({ heads }: Parcel, coming: readonly Coming[], { lists, now }: Facts): JoinedLists {
  const { after, events } = vacated(coming, lists, now);
  const created: string[] = [];
  const waiting: Task[] = [];
  const byAgent = groupBy(
    coming.map(({ task }) => task),
    ({ agent_id }) => agent_id,
  );
  for (const [agentId, tasks] of byAgent) {
    const head = heads.find(({ agent_id }) => agent_id === agentId);
    const before = after.get(agentId) ?? lists.get(agentId) ?? listFrom(agentId, head, now);
    const joined = withIncoming(before, tasks, now);
    after.set(agentId, joined.list);
    const [first, ...others] = joined.events;
    const isNew = !lists.has(agentId);
    if (first) events.push(isNew ? { ...first, list: headOf(before) } : first, ...others);
    if (isNew) created.push(agentId);
    waiting.push(...joined.waiting);
  }
  return { lists: [...after.values()], events, created, waiting };
}

/** The lists without the tasks whose places others take. */
function vacated(coming: readonly Coming[], lists: Facts["lists"], now: string) {
  const after = new Map<string, AgentList>();
  const events: EventDraft[] = [];
  for (const { task, replaces } of coming) {
    for (const place of replaces) {
      const list = after.get(place.agent_id) ?? lists.get(place.agent_id) ?? listFrom(place.agent_id, undefined, now);
      const without = vacate(list, place, task, now);
      after.set(place.agent_id, without.list);
      events.push(without.event);
    }
  }
  return { after, events };
}
