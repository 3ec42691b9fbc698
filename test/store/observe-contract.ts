import { describe, expect, test } from "vitest";
import type { TaskStore } from "../../src/store/store.ts";
import { add, complete, listOf, start } from "../helpers/changes.ts";
import type { StoreOptions } from "./contract.ts";

/** What `TaskStore.observe` promises, as tests. */
export function observeContract(open: (options?: StoreOptions) => TaskStore): void {
  describe("observe", () => {
    test("shows every queue, in the order of their ids", async () => {
      const store = open();
      await add(store, "bob");
      await add(store, "ann");
      const { lists, unreadable } = await store.observe()();
      expect([...lists.keys()]).toEqual(["ann", "bob"]);
      expect(lists.get("bob")).toEqual(await listOf(store, "bob"));
      expect(unreadable.size).toBe(0);
    });

    test("a later look sees what has changed, and the same objects where nothing has", async () => {
      const store = open();
      await add(store, "ann");
      await add(store, "bob");
      const look = store.observe();
      const before = await look();
      await add(store, "bob");
      await add(store, "carol");
      const after = await look();
      expect([...after.lists.keys()]).toEqual(["ann", "bob", "carol"]);
      expect(after.lists.get("bob")?.pending_tasks).toHaveLength(2);
      expect(after.lists.get("ann")).toBe(before.lists.get("ann"));
    });

    test("tells how tasks ended on which others depend, and by which clock it judges", async () => {
      const store = open({ clock: () => new Date("2026-04-10T10:00:00Z") });
      const first = await add(store, "ann");
      await add(store, "bob", { dependencies: { on: [first], mode: "all", onFailure: "wait", since: "2026-04" } });
      const look = store.observe();
      expect((await look()).ended.get(first)).toBeUndefined();
      await start(store, "ann");
      await complete(store, "ann");
      const { ended, clock } = await look();
      expect(ended.get(first)).toBe("completed");
      expect(Date.parse(clock)).toBe(Date.parse("2026-04-10T10:00:00Z"));
    });
  });
}
