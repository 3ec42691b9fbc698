import type { AgentList } from "../domain/agent-list.ts";
import { dependsOn } from "../domain/dependencies.ts";
import { isEnd } from "../domain/ending.ts";
import { TaskListError } from "../domain/errors.ts";
import type { EventDraft } from "../domain/event.ts";
import { openTasksByKey } from "../domain/find-task.ts";
import { groupBy } from "../domain/group-by.ts";
import { clashes, type Fate, fatesOf, type ImportMode } from "../domain/import-fates.ts";
import { headOf, listFrom, withIncoming } from "../domain/import-lists.ts";
import { withReferences } from "../domain/import-references.ts";
import { type KeptKey, keptKeyOf, keyName } from "../domain/kept-key.ts";
import { childrenOf } from "../domain/labels.ts";
import type { Incoming, Parcel } from "../domain/parcel.ts";
import type { Task } from "../domain/task.ts";
import { numberOfTaskId } from "../domain/task-id.ts";
import type { Changed, Facts, Need } from "../store/store.ts";
import { type AgentCount, countBy } from "./count-by-agent.ts";
import type { Warned } from "./warning.ts";

/** What an import does. */
export interface ImportPlan extends Warned {
  /** How many tasks come in. */
  readonly count: number;
  /** How many are there already. */
  readonly unchanged: number;
  /** Those that come in, by agent. */
  readonly agents: readonly AgentCount[];
  readonly agents_created: readonly string[];
  /** The tasks that have a new id, since theirs was another's. */
  readonly renamed: readonly { readonly agent_id: string; readonly from: string; readonly to: string }[];
  /** The tasks that stay out: their id, or their key, is another's. */
  readonly skipped: readonly Named[];
  readonly replaced: readonly Named[];
  /** Where copies of what was replaced lie. */
  readonly saved?: readonly string[];
  /** The tasks that were running there and wait here, since the queue has a running one. */
  readonly waiting: readonly Named[];
  /** Whether all is as it was where the tasks come from, the journal included. */
  readonly restored?: true;
}

interface Named {
  readonly agent_id: string;
  readonly task_id: string;
}

/** All that has to be known before it is decided what becomes of each task. */
export function importNeed({ tasks, heads, keys }: Parcel): Need {
  const all = tasks.map(({ task }) => task);
  const named = all.flatMap((task) => [task.id, ...dependsOn(task), ...childrenOf(task)]);
  return {
    agents: [...new Set([...heads.map(({ agent_id }) => agent_id), ...all.map(({ agent_id }) => agent_id)])],
    claimed: [...new Set(named)],
    keys: [...keys, ...all.flatMap((task) => keptKeyOf(task) ?? [])],
    newIds: 1,
    journal: true,
    dependencies: true,
  };
}

/**
 * Decides what becomes of each task.
 *
 * @throws KEY_CONFLICT if another open task has the key of one that comes, or had it for ever
 * @throws QUEUE_FULL
 */
export function planImport(
  parcel: Parcel,
  mode: ImportMode,
  facts: Facts,
): Changed<ImportPlan> | { readonly need: Need } {
  const former = clashes(parcel.tasks, facts.tasks);
  if (former.length > 0 && !facts.former) return { need: { former } };
  const nextId = numberOfTaskId(facts.newIds[0] ?? "");
  const decided = fatesOf(parcel.tasks, { mode, owners: facts.tasks, former: facts.former ?? new Map(), nextId });
  const fates = withoutKeyConflicts(decided, mode, facts);
  const coming = comingTasks(fates);
  const joined = joinedLists(parcel, coming, facts);
  const entering = coming.map(({ task }) => task);
  return {
    lists: joined.lists,
    events: joined.events,
    keys: keysOf(parcel, entering, facts),
    lastId: entering.reduce((last, { id }) => Math.max(last, numberOfTaskId(id)), 0),
    result: {
      count: entering.length,
      unchanged: [...fates.values()].filter(({ kind }) => kind === "known").length,
      agents: countBy(entering),
      agents_created: joined.created,
      renamed: coming.flatMap(({ task, from }) =>
        from === task.id ? [] : [{ agent_id: task.agent_id, from, to: task.id }],
      ),
      skipped: [...fates].flatMap(([{ task }, { kind }]) => (kind === "skipped" ? [nameOf(task)] : [])),
      replaced: [],
      waiting: joined.waiting.map(nameOf),
    },
  };
}

type Fates = ReadonlyMap<Incoming, Fate>;

function isComing({ kind }: Fate): boolean {
  return kind === "comes" || kind === "renamed" || kind === "replaces";
}

/** Tasks that may not come in for their keys: they are skipped, if that is what somebody has asked for. @throws KEY_CONFLICT */
function withoutKeyConflicts(fates: Fates, mode: ImportMode, facts: Facts): Fates {
  const open = new Map([...facts.lists.values()].map((list) => [list.agent_id, openTasksByKey(list)]));
  return new Map(
    [...fates].map(([each, fate]) => {
      const { task } = each;
      const { key, agent_id } = task;
      const kept = keptKeyOf(task);
      const holder = key && !isEnd(task.status) ? open.get(agent_id)?.get(key)?.id : undefined;
      const task_id = holder ?? (kept && facts.keys.get(keyName(kept)));
      if (!isComing(fate) || !key || task_id === undefined || task_id === fate.id) return [each, fate];
      if (mode === "skip") return [each, { kind: "skipped", id: task.id }];
      throw new TaskListError("KEY_CONFLICT", { agent_id, key, task_id, differs_in: [] });
    }),
  );
}

interface Coming {
  readonly task: Task;
  /** Its id where it comes from. */
  readonly from: string;
}

/** The tasks that come in, as they will be here. */
function comingTasks(fates: Fates): readonly Coming[] {
  const idOf = new Map<string, string>();
  // What names an id means the first that has it.
  for (const [{ task }, fate] of fates) if (!idOf.has(task.id)) idOf.set(task.id, fate.id);
  const changed = new Map([...idOf].filter(([from, to]) => from !== to));
  return [...fates].flatMap(([{ task }, fate]) => {
    if (!isComing(fate)) return [];
    const own = fate.id === task.id ? task : { ...task, id: fate.id, former_id: task.id };
    return [{ task: withReferences(own, changed), from: task.id }];
  });
}

interface JoinedLists {
  readonly lists: readonly AgentList[];
  readonly events: readonly EventDraft[];
  readonly created: readonly string[];
  readonly waiting: readonly Task[];
}

function joinedLists({ heads }: Parcel, coming: readonly Coming[], { lists, now }: Facts): JoinedLists {
  const byAgent = groupBy(
    coming.map(({ task }) => task),
    ({ agent_id }) => agent_id,
  );
  const created = [...byAgent.keys()].filter((agentId) => !lists.has(agentId));
  const joined = [...byAgent].map(([agentId, tasks]) => {
    const known = lists.get(agentId);
    const before =
      known ??
      listFrom(
        agentId,
        heads.find(({ agent_id }) => agent_id === agentId),
        now,
      );
    const after = withIncoming(before, tasks, now);
    const [first, ...others] = after.events;
    return known || !first ? after : { ...after, events: [{ ...first, list: headOf(before) }, ...others] };
  });
  return {
    lists: joined.map(({ list }) => list),
    events: joined.flatMap(({ events }) => events),
    created,
    waiting: joined.flatMap(({ waiting }) => waiting),
  };
}

/** The keys that come in for ever: those of tasks that come in, and of tasks that are nowhere any more. */
function keysOf({ tasks, keys }: Parcel, entering: readonly Task[], facts: Facts): readonly KeptKey[] {
  const brought = new Set(tasks.map(({ task }) => task.id));
  const others = keys.filter((kept) => !brought.has(kept.task_id) && facts.keys.get(keyName(kept)) === undefined);
  return [...entering.flatMap((task) => keptKeyOf(task) ?? []), ...(entering.length > 0 ? others : [])];
}

function nameOf({ agent_id, id }: Task): Named {
  return { agent_id, task_id: id };
}
