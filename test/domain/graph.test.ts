import { expect, test } from "vitest";
import type { Located } from "../../src/domain/agent-list.ts";
import { graphOf } from "../../src/domain/graph.ts";
import { dependentsAmong, linkedAmong, withDirect } from "../../src/domain/graph-scope.ts";
import { treeOf } from "../../src/domain/graph-tree.ts";
import type { Task } from "../../src/domain/task.ts";
import { NOW, aTask } from "../helpers/builders.ts";

/** Tasks by their ids, each with those on which it depends. */
function net(tasks: Readonly<Record<string, readonly string[]>>, fields: Readonly<Record<string, Partial<Task>>> = {}) {
  const places = Object.entries(tasks).map(([id, on]): Located => {
    const links = on.length > 0 ? { depends_on: on, depends_since: "2026-04" } : {};
    return { task: aTask({ id, ...links, ...fields[id] }), agent_id: "coder", location: "pending_tasks" };
  });
  const byId = new Map(places.map((place) => [place.task.id, place]));
  const placeOf = (id: string) => byId.get(id);
  return { places, placeOf, graph: (ids = Object.keys(tasks)) => graphOf(ids, placeOf, NOW) };
}

/** The tree as text: an id a line, `^` behind those that were shown before. */
function drawn(graph: ReturnType<typeof graphOf>): readonly string[] {
  return treeOf(graph).map(
    ({ node, depth, isRepeated }) => `${"-".repeat(depth)}${node.task_id}${isRepeated ? "^" : ""}`,
  );
}

test("a task waits as long as what it depends on is not done, also where that is not shown", () => {
  const done = { status: "completed" } as const;
  const { graph } = net(
    { a: [], b: ["a"], c: ["a", "d"], d: [], e: ["gone"], f: ["a", "d"], g: ["d"] },
    { a: done, f: { depends_mode: "any" }, g: { status: "running" } },
  );
  const { nodes, edges } = graph(["b", "c", "e", "f", "g"]);
  expect(edges).toEqual([]);
  expect(nodes.map(({ task_id, waits, waits_for }) => [task_id, waits, waits_for])).toEqual([
    ["b", false, undefined],
    ["c", true, "dependency"],
    ["e", true, "dependency"],
    ["f", false, undefined],
    ["g", false, undefined],
  ]);
});

test("what keeps a pending task besides is told", () => {
  const hold = { at: NOW };
  const { graph } = net(
    { a: [], b: ["a"], c: [], d: [] },
    { a: { hold }, b: { hold }, c: { not_before: "2026-04-11T10:00:00.000+08:00" }, d: { hold, status: "running" } },
  );
  expect(graph().nodes.map(({ task_id, waits, waits_for }) => [task_id, waits, waits_for])).toEqual([
    ["a", false, "hold"],
    ["b", true, "hold"],
    ["c", false, "not_before"],
    ["d", false, undefined],
  ]);
});

test("nodes stand by priority, then by the number in their ids; an edge is there once, and between nodes", () => {
  const { graph } = net(
    { "task-9": [], "task-1000": ["task-9", "task-9", "task-2"], "task-999": [], zeta: [], alpha: [], "task-2": [] },
    { "task-999": { priority: 9 } },
  );
  const { nodes, edges } = graph(["task-9", "task-1000", "task-999", "zeta", "alpha"]);
  expect(nodes.map(({ task_id }) => task_id)).toEqual(["task-999", "alpha", "zeta", "task-9", "task-1000"]);
  expect(edges).toEqual([{ task_id: "task-1000", depends_on: "task-9" }]);
});

test("of a task of which nothing is left there is its id", () => {
  const { graph } = net({ a: ["b"] });
  expect(graph(["a", "b"])).toMatchObject({
    nodes: [
      { task_id: "a", waits: true },
      { task_id: "b", agent_id: null, name: null, task_status: null, priority: null, waits: false },
    ],
    edges: [{ task_id: "a", depends_on: "b" }],
  });
});

test("the tree goes from what nobody waits for down, and shows the parts of a task once", () => {
  const { graph } = net({ a: ["b", "c"], b: ["d"], c: ["d", "e"], d: ["e"], e: [], f: ["c"], x: [] });
  expect(drawn(graph())).toEqual(["a", "-b", "--d", "---e", "-c", "--d^", "--e^", "f", "-c^", "x"]);
});

test("what stands at the same place comes by priority", () => {
  const { graph } = net({ a: ["b", "c"], b: [], c: [], d: [] }, { c: { priority: 8 }, d: { priority: 6 } });
  expect(drawn(graph())).toEqual(["d", "a", "-c", "-b"]);
});

test("tasks that wait for one another are shown all the same", () => {
  const { graph } = net({ a: ["b"], b: ["c"], c: ["b"], d: ["e"], e: ["d"], f: ["f"] });
  expect(drawn(graph())).toEqual(["a", "-b", "--c", "---b^", "d", "-e", "--d^", "f", "-f^"]);
});

test("a long chain and a net of diamonds take as many lines as they have tasks and edges", () => {
  const chain = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, n) => [`task-${n}`, n === 0 ? [] : [`task-${n - 1}`]]),
  );
  const branches = treeOf(net(chain).graph());
  expect([branches.length, branches.at(-1)?.depth]).toEqual([10_000, 9999]);
  // Of 30 layers of two tasks, each depending on both below, there are a thousand million ways through.
  const layers = Array.from({ length: 30 }, (_, n) => [`a${n}`, `b${n}`] as const);
  const diamonds = Object.fromEntries(
    layers.flatMap((ids, n) => ids.map((id) => [id, n === 0 ? [] : [...layers[n - 1]!]] as const)),
  );
  expect(treeOf(net(diamonds).graph())).toHaveLength(2 + 29 * 4);
});

test("what depends on a task is found over any number of steps", () => {
  const { places } = net({ a: [], b: ["a"], c: ["b", "x"], d: ["x"], e: ["c", "b"], x: ["x"] });
  expect(dependentsAmong(places, "a").toSorted()).toEqual(["b", "c", "e"]);
  expect(dependentsAmong(places, "e")).toEqual([]);
});

test("linked is what depends on something, or is depended on", () => {
  const { places, placeOf } = net({ a: [], b: ["a"], c: ["gone"], d: [] });
  expect(linkedAmong(places).map(({ task }) => task.id)).toEqual(["a", "b", "c"]);
  expect([...withDirect(["b", "c"], placeOf)]).toEqual(["b", "c", "a", "gone"]);
});
