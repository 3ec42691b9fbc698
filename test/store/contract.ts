import { describe, expect, test } from "vitest";
import type { EventFilter } from "../../src/domain/event-filter.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { newList } from "../../src/domain/new-list.ts";
import type { Clock } from "../../src/store/clock.ts";
import type { TaskQuery, TaskStore } from "../../src/store/store.ts";
import { createTask } from "../helpers/builders.ts";
import { add, cancel, complete, fail, listOf, retry, start } from "../helpers/changes.ts";
import { refusal } from "../helpers/refusal.ts";
import { take } from "../helpers/take.ts";

export interface StoreOptions {
  readonly clock?: Clock;
  readonly keepFinished?: number;
}

/** The promises of `TaskStore`, as tests. `open` gives a store without tasks. */
export function storeContract(open: (options?: StoreOptions) => TaskStore): void {
  describe("agents", () => {
    test("a new queue has the folded name", async () => {
      expect(await open().agentId("Coder")).toBe("coder");
    });

    test("a name that cannot be a queue is refused", async () => {
      expect(await refusal(() => open().agentId("../../x"))).toMatchObject({ code: "INVALID_PARAMS" });
    });

    test("a queue that exists is found under any case", async () => {
      const store = open();
      await add(store, "Anna");
      expect(await store.agentId("anna")).toBe("Anna");
      await add(store, "anna");
      expect(await store.agentId("anna")).toBe("anna");
      expect(await refusal(() => store.agentId("ANNA"))).toMatchObject({ code: "AGENT_AMBIGUOUS" });
    });
  });

  describe("update", () => {
    test("what it returned is there for every later read", async () => {
      const store = open();
      const id = await add(store, "coder", { name: "Fix the login" });
      const list = await listOf(store, "coder");
      expect(list.pending_tasks).toMatchObject([{ id, name: "Fix the login", status: "pending" }]);
    });

    test("a change that throws changes nothing, and its error comes out", async () => {
      const store = open();
      await add(store, "coder");
      const before = await listOf(store, "coder");
      const failing = store.update({ agents: ["coder"] }, () => {
        throw new Error("refused");
      });
      await expect(failing).rejects.toThrow("refused");
      expect(await listOf(store, "coder")).toEqual(before);
    });

    test("a change that returns no list changes nothing", async () => {
      const store = open();
      await add(store, "coder");
      const before = await listOf(store, "coder");
      expect(await store.update({ agents: ["coder"] }, () => ({ result: "seen" }))).toEqual({
        result: "seen",
        warnings: [],
      });
      expect(await listOf(store, "coder")).toEqual(before);
    });

    test("updates that come together happen one after another", async () => {
      const store = open();
      const ids = await Promise.all(Array.from({ length: 40 }, () => add(store, "coder")));
      expect(new Set(ids).size).toBe(40);
      expect((await listOf(store, "coder")).pending_tasks).toHaveLength(40);
    });

    test("a change is run again with the facts that it asks for, more lists included", async () => {
      const store = open();
      const id = await add(store, "other");
      await add(store, "coder");
      const { result } = await store.update({ agents: ["coder"] }, (facts) => {
        const places = facts.tasks.get(id);
        if (!places) return { need: { tasks: [id] } };
        const owner = places[0]!.agent_id;
        const list = facts.lists.get(owner);
        if (!list) return { need: { agents: [owner] } };
        return { result: [list.agent_id, [...facts.lists.keys()].toSorted()] };
      });
      expect(result).toEqual(["other", ["coder", "other"]]);
    });

    test("it is all or nothing over several lists", async () => {
      const store = open();
      const id = await add(store, "coder");
      await add(store, "other");
      const { result } = await store.update({ agents: ["coder", "other"] }, (facts) => {
        const [from, to] = [facts.lists.get("coder")!, facts.lists.get("other")!];
        const moved = { ...from.pending_tasks[0]!, agent_id: "other" };
        return {
          lists: [
            { ...from, pending_tasks: [] },
            { ...to, pending_tasks: [...to.pending_tasks, moved] },
          ],
          result: moved.id,
        };
      });
      expect(result).toBe(id);
      expect((await listOf(store, "coder")).pending_tasks).toEqual([]);
      expect((await listOf(store, "other")).pending_tasks.map((task) => task.id)).toContain(id);
      expect((await store.read({ tasks: [id] })).tasks.get(id)).toMatchObject([{ agent_id: "other" }]);
    });

    test("each change raises the revision of the lists that it touches, and of no other", async () => {
      const store = open();
      await add(store, "coder");
      await add(store, "other");
      const before = await listOf(store, "coder");
      await start(store, "coder");
      expect((await listOf(store, "coder")).revision).toBe(before.revision + 1);
      expect((await listOf(store, "other")).revision).toBe(1);
    });

    test("fields that nobody knows are kept", async () => {
      const store = open();
      await store.update(
        { agents: ["coder"], newIds: 1 },
        ({ now, newIds }) => {
          const list = { ...newList("coder", now), x_color: "red" };
          const step = createTask(list, newIds[0]!, { name: "x", description: "", priority: 5 }, now);
          const task = { ...step.task, x_reviewer: "bob" };
          return { lists: [{ ...step.list, pending_tasks: [task] }], events: [step.event], result: undefined };
        },
        { createRoot: true },
      );
      await start(store, "coder");
      expect(await listOf(store, "coder")).toMatchObject({ x_color: "red", current_task: { x_reviewer: "bob" } });
    });
  });

  describe("ids", () => {
    test("they count up over all agents", async () => {
      const store = open();
      expect([await add(store, "coder"), await add(store, "other"), await add(store, "coder")]).toEqual([
        "task-001",
        "task-002",
        "task-003",
      ]);
    });

    test("an id that a change used is never given again, also when its task is long archived", async () => {
      const store = open({ keepFinished: 1 });
      const ids: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        ids.push(await add(store, "coder"));
        await start(store, "coder");
        await complete(store, "coder");
      }
      expect(new Set(ids).size).toBe(4);
    });

    test("a read says which ids an update would give, and takes none", async () => {
      const store = open();
      await add(store, "coder");
      expect((await store.read({ newIds: 2 })).newIds).toEqual(["task-002", "task-003"]);
      expect(await add(store, "coder")).toBe("task-002");
    });
  });

  describe("time", () => {
    test("it is ISO 8601 with milliseconds and an offset", async () => {
      const { now } = await openWithTask(open).then((store) => store.read({}));
      expect(now).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/);
    });

    test("a clock that goes back does not reorder a queue", async () => {
      let hour = 12;
      const store = open({ clock: () => new Date(Date.UTC(2026, 3, 10, hour)) });
      const first = await add(store, "coder");
      hour = 11;
      const second = await add(store, "coder");
      expect((await listOf(store, "coder")).pending_tasks.map((task) => task.id)).toEqual([first, second]);
      expect((await start(store, "coder")).id).toBe(first);
      expect(Date.parse((await listOf(store, "coder")).updated_at!)).toBe(Date.UTC(2026, 3, 10, 12));
    });
  });

  describe("finished tasks", () => {
    test("a list holds the newest, and totals count them all", async () => {
      const store = open({ keepFinished: 2 });
      for (let round = 0; round < 5; round += 1) {
        await add(store, "coder");
        await start(store, "coder");
        await (round < 4 ? complete(store, "coder") : fail(store, "coder"));
      }
      const list = await listOf(store, "coder");
      expect(list.completed_tasks.map((task) => task.id)).toEqual(["task-003", "task-004"]);
      expect(list.failed_tasks.map((task) => task.id)).toEqual(["task-005"]);
      expect(list.totals).toMatchObject({ completed: 4, failed: 1 });
    });

    test("what a list no longer holds is found in the archive, everything in one place only", async () => {
      const store = open({ keepFinished: 1 });
      for (let round = 0; round < 3; round += 1) {
        await add(store, "coder");
        await start(store, "coder");
        await complete(store, "coder");
      }
      await add(store, "coder");
      const ids = ["task-001", "task-003", "task-004", "task-005"];
      const { tasks } = await store.read({ tasks: ids });
      expect(ids.map((id) => tasks.get(id)?.map((place) => place.location))).toEqual([
        ["history"],
        ["completed_tasks"],
        ["pending_tasks"],
        [],
      ]);
      expect(tasks.get("task-001")).toMatchObject([{ agent_id: "coder", task: { status: "completed" } }]);
    });
  });

  describe("retry", () => {
    test("a failed task comes back, out of the list or out of the archive, and is in one place", async () => {
      const store = open({ keepFinished: 1 });
      const ids = await failSome(store, 3);
      for (const id of [ids[0]!, ids[2]!]) {
        await retry(store, "coder", id);
        expect((await store.read({ tasks: [id] })).tasks.get(id)).toMatchObject([{ location: "pending_tasks" }]);
      }
      expect((await listOf(store, "coder")).totals.failed).toBe(1);
      expect(await idsOf(store, { agent: "coder", isEnded: true })).toEqual([ids[1]]);
    });

    test("a task that was tried again ends in one place too", async () => {
      const store = open({ keepFinished: 0 });
      const [id = ""] = await failSome(store, 1);
      await retry(store, "coder", id);
      await start(store, "coder");
      await complete(store, "coder");
      await add(store, "coder");
      await start(store, "coder");
      await fail(store, "coder");
      expect((await store.read({ tasks: [id] })).tasks.get(id)).toMatchObject([
        { location: "history", task: { status: "completed", attempts: [{ outcome: "failed", error_message: "no" }] } },
      ]);
      expect(await idsOf(store, { status: "completed" })).toEqual([id]);
      expect(await idsOf(store, { status: "failed" })).toEqual(["task-002"]);
    });
  });

  describe("tasks", () => {
    test("each is found once: running, pending as they will start, ended with the newest first", async () => {
      const { store, clock } = timed(open, { keepFinished: 1 });
      for (let round = 0; round < 3; round += 1) {
        await add(store, "coder");
        await start(store, "coder");
        clock.minute += 1;
        await (round === 1 ? cancel(store, "coder") : complete(store, "coder"));
      }
      await add(store, "coder", { priority: 2 });
      await add(store, "coder", { priority: 9 });
      await add(store, "other");
      await start(store, "other");
      expect(await idsOf(store, { agent: "coder" })).toEqual([
        "task-005",
        "task-004",
        "task-003",
        "task-002",
        "task-001",
      ]);
      expect((await idsOf(store, {})).toSorted()).toEqual([
        "task-001",
        "task-002",
        "task-003",
        "task-004",
        "task-005",
        "task-006",
      ]);
      expect(await store.tasks({ agent: "coder", isEnded: true, limit: 2 })).toMatchObject({
        total: 3,
        tasks: [{ task: { id: "task-003" } }, { task: { id: "task-002" } }],
      });
      expect(await store.tasks({ agent: "nobody" })).toEqual({ total: 0, missing: 0, tasks: [] });
    });

    test("they are chosen by status, priority and time", async () => {
      const { store, clock } = timed(open, { keepFinished: 1 });
      const moments: number[] = [];
      for (let round = 0; round < 4; round += 1) {
        clock.minute += 10;
        moments.push(clock.now().getTime());
        await add(store, "coder", { priority: 2 * (round + 1) });
        await start(store, "coder");
        clock.minute += 5;
        await (round === 3 ? fail(store, "coder") : complete(store, "coder"));
      }
      const [, second = 0, third = 0] = moments;
      expect(await idsOf(store, { status: "failed" })).toEqual(["task-004"]);
      expect(await idsOf(store, { minPriority: 5 })).toEqual(["task-004", "task-003"]);
      expect(await idsOf(store, { from: second, to: third })).toEqual(["task-003", "task-002"]);
      expect(await idsOf(store, { by: "started", from: third })).toEqual(["task-004", "task-003"]);
      expect(await idsOf(store, { by: "finished", to: second - 1 })).toEqual(["task-001"]);
      expect(await idsOf(store, { month: "2026-04" })).toHaveLength(4);
      expect(await idsOf(store, { month: "2026-05" })).toEqual([]);
      expect(await store.tasks({ limit: 0 })).toEqual({ total: 4, missing: 0, tasks: [] });
    });
  });

  describe("events", () => {
    test("the newest come first, as many as are asked for, and it is said whether there are more", async () => {
      const store = open();
      expect(await store.events({ limit: 5 })).toEqual({ events: [], more: false, last_seq: 0 });
      await failSome(store, 2);
      const all = await store.events({ limit: 6 });
      expect(all.events.map(({ seq, action }) => [seq, action])).toEqual([
        [6, "fail"],
        [5, "start"],
        [4, "create"],
        [3, "fail"],
        [2, "start"],
        [1, "create"],
      ]);
      expect(all).toMatchObject({ more: false, last_seq: 6 });
      const some = await store.events({ limit: 5 });
      expect(some.events).toEqual(all.events.slice(0, 5));
      expect(some.more).toBe(true);
      expect(await store.events({ limit: 0 })).toEqual({ events: [], more: true, last_seq: 6 });
    });

    test("they are chosen by agent, task, action, operator and time", async () => {
      const { store, clock } = timed(open, {});
      await failSome(store, 2);
      clock.minute += 1;
      const then = clock.now().getTime();
      await add(store, "other");
      const seqs = async (filter: EventFilter) =>
        (await store.events({ ...filter, limit: 9 })).events.map(({ seq }) => seq);
      expect(await seqs({ agent: "other" })).toEqual([7]);
      expect(await seqs({ task: "task-002" })).toEqual([6, 5, 4]);
      expect(await seqs({ agent: "coder", action: "fail" })).toEqual([6, 3]);
      expect(await seqs({ operator: "other" })).toEqual([7]);
      expect(await seqs({ from: then })).toEqual([7]);
      expect(await seqs({ to: then - 1 })).toHaveLength(6);
      expect(await seqs({ from: then + 1 })).toEqual([]);
    });
  });

  describe("follow", () => {
    test("what is there comes, then what is still to come, each once and in order", async () => {
      const store = open();
      await failSome(store, 1);
      const seqs = seqsOf(await store.follow({ since: 0 }), 9);
      await failSome(store, 2);
      expect(await seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    test("without a seq it begins when it is asked for", async () => {
      const store = open();
      await add(store, "coder");
      const events = await store.follow();
      await add(store, "coder");
      await add(store, "coder");
      expect(await seqsOf(events, 2)).toEqual([2, 3]);
    });

    test("it goes on where another has stopped", async () => {
      const store = open();
      await failSome(store, 2);
      expect(await seqsOf(await store.follow({ since: 4 }), 2)).toEqual([5, 6]);
      const next = seqsOf(await store.follow({ since: 6 }), 1);
      await add(store, "coder");
      expect(await next).toEqual([7]);
    });

    test("an event that there is not yet is refused", async () => {
      const store = open();
      await add(store, "coder");
      expect(await refusal(() => store.follow({ since: 2 }))).toMatchObject({
        code: "INVALID_PARAMS",
        facts: { problem: "seq_to_come", parameter: "since", given: "2", limit: 1 },
      });
    });

    test("many follow at once, and those who come together come whole", async () => {
      const store = await openWithTask(open);
      const followers = await Promise.all([1, 2, 3].map(() => store.follow()));
      const seen = followers.map((events) => seqsOf(events, 20));
      await Promise.all(Array.from({ length: 20 }, () => add(store, "coder")));
      const expected = Array.from({ length: 20 }, (_, n) => n + 2);
      expect(await Promise.all(seen)).toEqual([expected, expected, expected]);
    });

    test("the signal ends it, whether it waits or has something to tell", async () => {
      const store = await openWithTask(open);
      const reason = new Error("enough");
      for (const since of [0, 1]) {
        const controller = new AbortController();
        const events = await store.follow({ since, signal: controller.signal });
        const reading = seqsOf(events, 2);
        setImmediate(() => controller.abort(reason));
        await expect(reading).rejects.toBe(reason);
      }
    });
  });

  test("every queue has its counts", async () => {
    const store = open({ keepFinished: 1 });
    await failSome(store, 2);
    await add(store, "coder");
    await add(store, "other");
    await start(store, "other");
    expect(await store.agents()).toMatchObject([
      { agent_id: "coder", agent_name: "coder", counts: { current: 0, pending: 1, failed: 2, all: 3 } },
      { agent_id: "other", counts: { current: 1, pending: 0, completed: 0, cancelled: 0, all: 1 } },
    ]);
  });

  test("an agent without tasks has no list", async () => {
    const store = await openWithTask(open);
    expect((await store.read({ agents: ["nobody"] })).lists.size).toBe(0);
  });
}

async function openWithTask(open: () => TaskStore): Promise<TaskStore> {
  const store = open();
  await add(store, "coder");
  return store;
}

async function failSome(store: TaskStore, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let round = 0; round < count; round += 1) {
    ids.push(await add(store, "coder"));
    await start(store, "coder");
    await fail(store, "coder");
  }
  return ids;
}

async function idsOf(store: TaskStore, query: TaskQuery): Promise<readonly string[]> {
  const { total, tasks } = await store.tasks(query);
  expect(total).toBe(tasks.length);
  return tasks.map(({ task }) => task.id);
}

async function seqsOf(events: AsyncIterable<TaskEvent>, count: number): Promise<readonly number[]> {
  return (await take(events, count)).map(({ seq }) => seq);
}

/** A store whose clock stands still until it is set. */
function timed(open: (options?: StoreOptions) => TaskStore, options: StoreOptions) {
  const clock = { minute: 0, now: () => new Date(Date.UTC(2026, 3, 10, 8, clock.minute)) };
  return { store: open({ ...options, clock: clock.now }), clock };
}
