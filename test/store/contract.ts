import { describe, expect, test } from "vitest";
import { newList } from "../../src/domain/new-list.ts";
import { createTask } from "../../src/domain/transitions.ts";
import type { Clock } from "../../src/store/clock.ts";
import type { TaskStore } from "../../src/store/store.ts";
import { add, complete, fail, listOf, start } from "../helpers/changes.ts";
import { refusal } from "../helpers/refusal.ts";

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
