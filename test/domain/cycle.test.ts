import fc from "fast-check";
import { expect, test } from "vitest";
import { findCycle } from "../../src/domain/cycle.ts";

test("a way back is named from its first task to itself", () => {
  const edges: Record<string, readonly string[]> = { a: ["b"], b: ["c", "d"], d: ["b"] };
  expect(findCycle(["a"], (id) => edges[id] ?? [])).toEqual(["b", "d", "b"]);
  expect(findCycle(["c"], (id) => edges[id] ?? [])).toBeUndefined();
});

test("a chain may be long", () => {
  expect(findCycle(["0"], (id) => (Number(id) < 100_000 ? [String(Number(id) + 1)] : []))).toBeUndefined();
});

/** Whether the tasks can be put in an order in which each stands behind those on which it depends: the plainest test there is. */
function canBeOrdered(edges: ReadonlyMap<string, readonly string[]>): boolean {
  const left = new Map(edges);
  for (;;) {
    const free = [...left].filter(([, on]) => on.every((id) => !left.has(id)));
    if (free.length === 0) return left.size === 0;
    for (const [id] of free) left.delete(id);
  }
}

test("it finds a cycle just where tasks cannot be put in an order", () => {
  const id: fc.Arbitrary<string> = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const edges = fc.array(fc.tuple(id, fc.uniqueArray(id, { maxLength: 3 })), { maxLength: 6 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const on = new Map(pairs);
      const cycle = findCycle(on.keys(), (task) => on.get(task) ?? []);
      expect(cycle === undefined).toBe(canBeOrdered(on));
      for (const [index, task] of (cycle ?? []).slice(1).entries()) expect(on.get(cycle![index]!)).toContain(task);
    }),
  );
});
