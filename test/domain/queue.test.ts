import fc from "fast-check";
import { expect, test } from "vitest";
import { inRunningOrder, nextTask } from "../../src/domain/queue.ts";
import { aTask } from "../helpers/builders.ts";

test("the highest priority goes first", () => {
  const pending = [aTask({ id: "low", priority: 1 }), aTask({ id: "high", priority: 10 }), aTask({ id: "mid" })];
  expect(inRunningOrder(pending).map(({ id }) => id)).toEqual(["high", "mid", "low"]);
});

test("equal priorities go in order of assignment", () => {
  const late = aTask({ id: "late", assigned_at: "2026-04-10T10:00:01.000+08:00" });
  const early = aTask({ id: "early", assigned_at: "2026-04-10T10:00:00.000+08:00" });
  expect(nextTask([late, early])?.id).toBe("early");
});

test("times are compared as moments, not as text", () => {
  const tenInShanghai = aTask({ id: "first", assigned_at: "2026-04-10T10:00:00+08:00" });
  const fourInLondon = aTask({ id: "second", assigned_at: "2026-04-10T04:00:00.000+01:00" });
  expect(nextTask([fourInLondon, tenInShanghai])?.id).toBe("first");
});

test("what is assigned at the same moment goes in the order in which it came", () => {
  const pending = [aTask({ id: "a" }), aTask({ id: "b" }), aTask({ id: "c" })];
  expect(inRunningOrder(pending).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("an empty queue has no next task", () => {
  expect(nextTask([])).toBeUndefined();
});

test("the next task is the first of the running order, whatever the queue", () => {
  const task = fc.record({ priority: fc.integer({ min: 1, max: 10 }), minute: fc.integer({ min: 0, max: 59 }) });
  fc.assert(
    fc.property(fc.array(task, { minLength: 1 }), (drawn) => {
      const pending = drawn.map(({ priority, minute }, index) =>
        aTask({ id: `task-${index}`, priority, assigned_at: `2026-04-10T10:${String(minute).padStart(2, "0")}:00Z` }),
      );
      expect(nextTask(pending)).toBe(inRunningOrder(pending)[0]);
    }),
  );
});
