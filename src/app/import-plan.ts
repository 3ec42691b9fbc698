import { dependsOn } from "../domain/dependencies.ts";
import { isEnd } from "../domain/ending.ts";
import { TaskListError } from "../domain/errors.ts";
import { openTasksByKey } from "../domain/find-task.ts";
import { clashes, fatesOf, type ImportMode } from "../domain/import-fates.ts";
import { type KeptKey, keptKeyOf, keyName } from "../domain/kept-key.ts";
import { childrenOf } from "../domain/labels.ts";
import type { Parcel } from "../domain/parcel.ts";
import type { Task } from "../domain/task.ts";
import { numberOfTaskId } from "../domain/task-id.ts";
import type { Changed, Facts, Need } from "../store/store.ts";
import { type AgentCount, countBy } from "./count-by-agent.ts";
import { comingTasks, type Fates, isComing, joinedLists } from "./import-joined.ts";
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

/** All that has to be known before it is decided what becomes of each task; `others` are agents whose tasks may be replaced. */
export function importNeed({ tasks, heads, keys }: Parcel, others: readonly string[]): Need {
  const all = tasks.map(({ task }) => task);
  const named = all.flatMap((task) => [task.id, ...dependsOn(task), ...childrenOf(task)]);
  return {
    agents: [...new Set([...others, ...heads.map(({ agent_id }) => agent_id), ...all.map(({ agent_id }) => agent_id)])],
    foreign: { claimed: [...new Set(named)] },
    keys: [...keys, ...all.flatMap((task) => keptKeyOf(task) ?? [])],
    newIds: 1,
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
  const { claimed = [] } = importNeed(parcel, []).foreign ?? {};
  if (former.length > 0 && !facts.foreign?.former) return { need: { foreign: { claimed, former } } };
  const nextId = numberOfTaskId(facts.newIds[0] ?? "");
  const decided = fatesOf(parcel.tasks, {
    mode,
    owners: facts.tasks,
    former: facts.foreign?.former ?? new Map(),
    nextId,
  });
  const fates = withoutKeyConflicts(decided, mode, facts);
  const coming = comingTasks(fates);
  const replaced = coming.flatMap(({ replaces }) => replaces);
  const joined = joinedLists(parcel, coming, facts);
  const entering = coming.map(({ task }) => task);
  return {
    lists: joined.lists,
    events: joined.events,
    foreign: {
      lastId: entering.reduce((last, { id }) => Math.max(last, numberOfTaskId(id)), 0),
      keys: keysOf(parcel, entering, facts),
      replaced: replaced.map(({ task }) => task),
    },
    result: {
      count: entering.length,
      unchanged: [...fates.values()].filter(({ kind }) => kind === "known").length,
      agents: countBy(entering),
      agents_created: joined.created,
      renamed: coming.flatMap(({ task, from }) =>
        from === task.id ? [] : [{ agent_id: task.agent_id, from, to: task.id }],
      ),
      skipped: [...fates].flatMap(([{ task }, { kind }]) => (kind === "skipped" ? [nameOf(task)] : [])),
      replaced: replaced.map(({ task }) => nameOf(task)),
      waiting: joined.waiting.map(nameOf),
    },
  };
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

/** The keys that come in for ever: those of tasks that come in, and of tasks that are nowhere any more. */
function keysOf({ tasks, keys }: Parcel, entering: readonly Task[], facts: Facts): readonly KeptKey[] {
  const brought = new Set(tasks.map(({ task }) => task.id));
  const others = keys.filter((kept) => !brought.has(kept.task_id) && facts.keys.get(keyName(kept)) === undefined);
  return [...entering.flatMap((task) => keptKeyOf(task) ?? []), ...(entering.length > 0 ? others : [])];
}

function nameOf({ agent_id, id }: Task): Named {
  return { agent_id, task_id: id };
}
