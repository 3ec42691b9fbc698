import { type AboutTask, isAboutTask } from "../domain/about-task.ts";
import { matchAgent, newAgentId } from "../domain/agent-id.ts";
import type { AgentList, Located } from "../domain/agent-list.ts";
import { isCancelledWith, stringsIn } from "../domain/dependencies.ts";
import { type EndStatus, endedAt, isEnd } from "../domain/ending.ts";
import type { TaskEvent } from "../domain/event.ts";
import { outcomesOf } from "../domain/outcome.ts";
import { factsOf, isOpenPlace, matches, newestFirst } from "../domain/filter.ts";
import { findTasks, placesOf } from "../domain/find-task.ts";
import { firstOfEach } from "../domain/same-task.ts";
import { placesReachable } from "../domain/reachable.ts";
import type { Task } from "../domain/task.ts";
import { numberOfTaskId, taskId } from "../domain/task-id.ts";
import { summaryOf } from "./agent-summary.ts";
import { applyChange } from "./apply-change.ts";
import { type Clock, momentOfChange, systemClock } from "./clock.ts";
import { stampCommit } from "./commit.ts";
import { stampForeign } from "./foreign-commit.ts";
import { type KeptKey, isSameKey, keptKeysOf, keyName } from "../domain/kept-key.ts";
import { invalid } from "../domain/errors.ts";
import { isAskedFor } from "../domain/event-filter.ts";
import type { Facts, ForeignFacts, ForeignNeed, Interruption, Need, TaskStore } from "./store.ts";

/** A store that forgets all at the end of the process: for tests, and as the plainest reading of the promises. */
export function memoryStore({
  clock = systemClock,
  keepFinished = 20,
}: { clock?: Clock; keepFinished?: number } = {}): TaskStore {
  const lists = new Map<string, AgentList>();
  const archive = new Map<string, Located>();
  const keys: KeptKey[] = [];
  const journal: TaskEvent[] = [];
  const waiting = new Set<() => void>();
  let lastId = 0;
  let lastSeq = 0;

  function gather(need: Need): Facts {
    const wanted = new Map<string, AgentList>();
    for (const id of need.agents ?? []) {
      const list = lists.get(id);
      if (list) wanted.set(id, list);
    }
    return {
      ...momentOfChange(clock, wanted.values()),
      lists: wanted,
      tasks: new Map([
        ...(need.tasks ?? []).map((id) => [id, locate(id)] as const),
        ...placesReachable(need.reachable ?? [], locate),
        ...(need.foreign?.claimed ?? [])
          .map((id) => [id, locate(id)] as const)
          .filter(([, places]) => places.length > 0),
      ]),
      ...(need.foreign && { foreign: foreignFacts(need.foreign) }),
      keys: new Map((need.keys ?? []).map((key) => [keyName(key), keys.find((kept) => isSameKey(kept, key))?.task_id])),
      ended: new Map(endedTasks()),
      dependents: new Map((need.dependents ?? []).map((id) => [id, agentsThatCancel(id)])),
      newIds: Array.from({ length: need.newIds ?? 0 }, (_, index) => taskId(lastId + 1 + index)),
      isNewRoot: false,
    };
  }

  function endedTasks(): readonly (readonly [string, EndStatus])[] {
    const all = [...archive.values(), ...[...lists.values()].flatMap(placesOf)];
    return all.flatMap(({ task: { id, status } }) => (isEnd(status) ? [[id, status] as const] : []));
  }

  function agentsThatCancel(id: string): readonly string[] {
    const isOne = (task: Task) => isCancelledWith(task) && stringsIn(task.depends_on).includes(id);
    return [...lists.values()].filter((list) => list.pending_tasks.some(isOne)).map(({ agent_id }) => agent_id);
  }

  function locate(id: string): readonly Located[] {
    const listed = [...lists.values()].flatMap((list) => findTasks(list, id));
    const archived = archive.get(id);
    return listed.length > 0 || !archived ? listed : [archived];
  }

  function foreignFacts({ former }: ForeignNeed): ForeignFacts {
    const owners = former && new Map(former.map((id) => [id, formerOwners(id)]));
    return { hasJournal: journal.length > 0, ...(owners && { former: owners }) };
  }

  function formerOwners(id: string): readonly Located[] {
    const all = [...[...lists.values()].flatMap(placesOf), ...archive.values()];
    return firstOfEach(all.filter(({ task }) => task.former_id === id));
  }

  function archiveEnded(list: AgentList, event: AboutTask<TaskEvent>): void {
    const ended = findTasks(list, event.task_id)[0];
    if (ended && isEnd(event.new_status)) archive.set(event.task_id, { ...ended, location: "history" });
    else archive.delete(event.task_id);
  }

  async function* eventsAfter(since: number, signal: Interruption | undefined): AsyncGenerator<TaskEvent, never> {
    let position = since; // none is ever missing: the n-th has seq n
    for (;;) {
      signal?.throwIfAborted();
      const event = journal[position];
      if (event) {
        position += 1;
        yield event;
      } else {
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
          signal?.addEventListener?.("abort", resolve);
        });
      }
    }
  }

  const store: TaskStore = {
    async agentId(name) {
      return matchAgent(name, [...lists.keys()]) ?? newAgentId(name);
    },

    async update(need, change, { operator } = {}) {
      const { facts, changed } = applyChange(change, need, gather);
      const stamp = { now: facts.now, lastSeq, operator, keepFinished, revisionOf: () => 0 };
      const { lists: after = [], foreign, events: drafts = [] } = changed;
      const committed = foreign
        ? stampForeign(after, drafts, { ...foreign, stamp })
        : stampCommit(after, drafts, stamp);
      keys.push(...(foreign?.keys ?? []));
      lastId = Math.max(lastId, foreign?.lastId ?? 0);
      for (const list of committed) lists.set(list.agent_id, list);
      for (const event of committed[0]?.outbox.events ?? []) {
        lastSeq = event.seq;
        journal.push(event);
        if (!isAboutTask(event)) continue;
        keys.push(...keptKeysOf([event]));
        lastId = Math.max(lastId, numberOfTaskId(event.task_id));
        const list = lists.get(event.agent_id);
        if (list) archiveEnded(list, event);
      }
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake();
      return { result: changed.result, warnings: [] };
    },

    async read(need) {
      return gather(need);
    },

    async agents() {
      return [...lists.values()].map(summaryOf).toSorted((a, b) => (a.agent_id < b.agent_id ? -1 : 1));
    },

    async tasks({ agent, limit, ...filter }) {
      const listed = [...lists.values()].flatMap(placesOf);
      const open = listed.filter(isOpenPlace);
      const ended = firstOfEach([...listed.filter((place) => !isOpenPlace(place)), ...archive.values()]);
      const found = [...open, ...newestFirst(ended, ({ task }) => endedAt(task))].filter(
        (place) => (agent === undefined || place.agent_id === agent) && matches(factsOf(place.task), filter),
      );
      return { total: found.length, missing: 0, tasks: found.slice(0, limit) };
    },

    async events({ limit, ...filter }) {
      const found = journal.filter((event) => isAskedFor(event, filter)).toReversed();
      return { events: found.slice(0, limit), more: found.length > limit, last_seq: lastSeq };
    },

    async outcomes({ from, to, ...query }) {
      return outcomesOf((await store.tasks(query)).tasks, { from, to });
    },

    async snapshot({ agent } = {}) {
      const isWanted = (place: { readonly agent_id: string }) => place.agent_id === (agent ?? place.agent_id);
      const listed = [...lists.values()].filter(isWanted);
      const ended = firstOfEach([...listed.flatMap(placesOf), ...[...archive.values()].filter(isWanted)]);
      const archived = newestFirst(
        ended.filter(({ location }) => location === "history").map(({ task }) => task),
        endedAt,
      );
      return {
        lists: listed,
        archived: archived.toReversed(),
        missing: 0,
        events: agent === undefined ? [...journal] : [],
        keys: keys.filter(isWanted),
        lastId,
        isBusy: false,
      };
    },

    async follow({ since = lastSeq, signal } = {}) {
      if (since > lastSeq) throw invalid("seq_to_come", { parameter: "since", given: String(since), limit: lastSeq });
      return eventsAfter(since, signal);
    },
  };
  return store;
}
