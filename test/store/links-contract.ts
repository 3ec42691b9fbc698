import { describe, expect, test } from "vitest";
import type { Dependencies } from "../../src/domain/dependencies.ts";
import type { Facts, TaskStore } from "../../src/store/store.ts";
import { add, complete, fail, retry, start } from "../helpers/changes.ts";
import type { StoreOptions } from "./contract.ts";

/** What `TaskStore` promises of tasks that depend on one another. `open` gives a store without tasks. */
export function linksContract(open: (options?: StoreOptions) => TaskStore): void {
  describe("tasks that depend on others", () => {
    test("it is told how those ended, wherever they are, and nothing of those that are open", async () => {
      const store = open({ keepFinished: 0 });
      const ends = [await end(store, complete), await end(store, fail)];
      const open1 = await add(store, "other");
      const running = await add(store, "third");
      await start(store, "third");
      await add(store, "coder", onSome([...ends, open1, running], { mode: "any", onFailure: "run" }));
      const { ended } = await store.read({ agents: ["coder"], dependencies: true });
      expect([...ends, open1, running].map((id) => ended.get(id))).toEqual([
        "completed",
        "failed",
        undefined,
        undefined,
      ]);
    });

    test("a task that came back has not ended", async () => {
      const store = open({ keepFinished: 0 });
      const failed = await end(store, fail);
      await retry(store, "other", failed);
      await add(store, "coder", onSome([failed], { onFailure: "run" }));
      const { ended } = await store.read({ agents: ["coder"], dependencies: true });
      expect(ended.has(failed)).toBe(false);
    });

    test("who is to be cancelled with a task is known by its agent", async () => {
      const store = open();
      const [first, second] = [await add(store, "other"), await add(store, "other")];
      await add(store, "coder", onSome([first], { onFailure: "cancel" }));
      await add(store, "third", onSome([first, second], { onFailure: "cancel" }));
      await add(store, "fourth", onSome([first], { onFailure: "wait" }));
      const seen = (facts: Facts) => [first, second].map((id) => facts.dependents.get(id)?.toSorted());
      const known = [["coder", "third"], ["third"]];
      expect(seen(await store.read({ dependents: [first, second] }))).toEqual(known);
      const { result } = await store.update({ dependents: [first, second] }, (facts) => ({ result: seen(facts) }));
      expect(result).toEqual(known);
    });

    test("what a task depends on is followed as far as it is not completed", async () => {
      const store = open({ keepFinished: 0 });
      const forgotten = await end(store, complete);
      const done = await end(store, complete, onSome([forgotten]));
      const behind = await add(store, "other");
      const waits = await add(store, "coder", onSome([behind]));
      const last = await add(store, "third", onSome([done, waits]));
      const { tasks } = await store.read({ reachable: [last] });
      expect(new Map([...tasks].map(([id, places]) => [id, places.map(({ agent_id }) => agent_id)]))).toEqual(
        new Map([
          [last, ["third"]],
          [done, ["other"]],
          [waits, ["coder"]],
          [behind, ["other"]],
        ]),
      );
    });

    test("many tasks are found as few are: in lists, in the archive, or nowhere", async () => {
      const store = open({ keepFinished: 1 });
      const ids: string[] = [];
      for (let round = 0; round < 10; round += 1) ids.push(await end(store, round % 2 ? complete : fail));
      ids.push(await add(store, "coder"), await add(store, "other"), "task-999");
      const many = (await store.read({ tasks: ids })).tasks;
      for (const id of ids) expect(many.get(id)).toEqual((await store.read({ tasks: [id] })).tasks.get(id));
      const { result } = await store.update({ tasks: ids }, ({ tasks }) => ({ result: tasks }));
      expect(result).toEqual(many);
    });
  });
}

/** A task of agent other that ends in some way. */
async function end(store: TaskStore, how: typeof complete, content: Parameters<typeof add>[2] = {}): Promise<string> {
  const id = await add(store, "other", { ...content, priority: 9 });
  await start(store, "other", id);
  await how(store, "other");
  return id;
}

function onSome(on: readonly string[], rules: Partial<Dependencies> = {}): { dependencies: Dependencies } {
  return { dependencies: { on, mode: "all", onFailure: "wait", since: "2026-01", ...rules } };
}
