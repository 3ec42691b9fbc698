import { expect, test } from "vitest";
import { type Call, faultsOf, type Told } from "./storm/linearizable.ts";
import type { Command, Facts, Order } from "./storm/order.ts";

// A checker that cannot fail proves nothing: right histories pass here, and each kind of wrong one is noticed.

test("calls one after the other, each with what the model says", () => {
  const calls = [
    created("a", 0, 1, "task-001"),
    called("b", { command: "start" }, 2, 3, { task_id: "task-001" }),
    called("c", { command: "start" }, 4, 5, { code: "AGENT_BUSY", current_task_id: "task-001" }),
    called("d", { command: "complete", id: "task-001" }, 6, 7, { task_id: "task-001" }),
    called("e", { command: "complete", id: "task-001" }, 8, 9, { task_id: "task-001", changed: false }),
    called("f", { command: "start" }, 10, 11, { code: "QUEUE_EMPTY" }),
    called("g", { command: "history" }, 12, 13, { total: 1, ids: ["task-001"] }),
  ];
  expect(faultsOf(calls, journal("a create 1", "b start 1", "d complete 1"))).toEqual([]);
});

test("a look during a change may show either state", () => {
  const calls = [created("a", 0, 9, "task-001"), pending("b", 1, 2), pending("c", 3, 4, "task-001")];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([]);
});

test("changes that overlap may be made in either order", () => {
  const calls = [created("a", 0, 9, "task-002"), created("b", 1, 8, "task-001")];
  expect(faultsOf(calls, journal("b create 1", "a create 2"))).toEqual([]);
});

test("a call that was killed may have been carried out, or not", () => {
  const calls = [
    killed("a", { command: "create", tasks: [{ name: "one", priority: 5 }] }, 0, 1),
    killed("b", { command: "start" }, 2, 3),
    pending("c", 4, 5, "task-001"),
  ];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([]);
});

test("an acknowledged change that the journal does not have is noticed", () => {
  const calls = [created("a", 0, 1, "task-001"), created("b", 2, 3, "task-002")];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([expect.stringContaining("no state explains b")]);
});

test("a change that was written over is noticed by who looks", () => {
  const calls = [created("a", 0, 1, "task-001"), created("b", 2, 3, "task-002"), pending("c", 4, 5, "task-002")];
  expect(faultsOf(calls, journal("a create 1", "b create 2"))).toEqual([
    expect.stringContaining("no state explains c"),
  ]);
});

test("a task that is started twice is noticed", () => {
  const calls = [
    created("a", 0, 1, "task-001"),
    called("b", { command: "start" }, 2, 5, { task_id: "task-001" }),
    called("c", { command: "start" }, 3, 4, { task_id: "task-001" }),
  ];
  const twice = [expect.stringContaining("no state explains c")];
  expect(faultsOf(calls, journal("a create 1", "b start 1"))).toEqual(twice);
  const made = [expect.stringContaining("made the steps start task-001, and not ")];
  expect(faultsOf(calls, journal("a create 1", "b start 1", "c start 1"))).toEqual(made);
});

test("a start that passes over a higher priority is noticed", () => {
  const calls = [
    created("a", 0, 1, "task-001", 3),
    created("b", 2, 3, "task-002", 9),
    called("c", { command: "start" }, 4, 5, { task_id: "task-001" }),
  ];
  const wrong = [expect.stringContaining("made the steps start task-001, and not start task-002")];
  expect(faultsOf(calls, journal("a create 1", "b create 2", "c start 1"))).toEqual(wrong);
});

test("a stale look is noticed", () => {
  const calls = [created("a", 0, 1, "task-001"), pending("b", 2, 3)];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([expect.stringContaining("no state explains b")]);
});

test("a look that goes back behind an earlier one is noticed, though each could be right", () => {
  const calls = [created("a", 0, 9, "task-001"), pending("b", 1, 2, "task-001"), pending("c", 3, 4)];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([expect.stringContaining("no state explains c")]);
});

test("a look at what was not called for yet is noticed", () => {
  const calls = [pending("a", 0, 1, "task-001"), created("b", 2, 3, "task-001")];
  expect(faultsOf(calls, journal("b create 1"))).toEqual([expect.stringContaining("no state explains a")]);
});

test("a queue that is said to be empty and never was is noticed", () => {
  const calls = [created("a", 0, 1, "task-001"), called("b", { command: "start" }, 2, 3, { code: "QUEUE_EMPTY" })];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([expect.stringContaining("no state explains b")]);
});

test("an order of changes against real time is noticed", () => {
  const calls = [created("a", 0, 1, "task-002"), created("b", 2, 3, "task-001")];
  const wrong = ["a returned before b was called, and its change came after"];
  expect(faultsOf(calls, journal("b create 1", "a create 2"))).toEqual(wrong);
});

test("an order of changes against real time is noticed between agents too", () => {
  const calls = [{ ...created("a", 0, 1, "task-002"), agent: "other" }, created("b", 2, 3, "task-001")];
  const [first, second] = journal("b create 1", "a create 2");
  const wrong = ["a returned before b was called, and its change came after"];
  expect(faultsOf(calls, [first!, { ...second!, agent_id: "other" }])).toEqual(wrong);
});

test("a change that comes after the death of its caller's call is noticed", () => {
  const order: Order = { command: "create", tasks: [{ name: "one", priority: 5 }] };
  const calls = [killed("a", order, 0, 1), created("b", 2, 3, "task-001")];
  const wrong = ["a returned before b was called, and its change came after"];
  expect(faultsOf(calls, journal("b create 1", "a create 2"))).toEqual(wrong);
});

test("a refusal that changed something is noticed", () => {
  const calls = [called("a", create(5), 0, 1, { code: "IO_ERROR" })];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([expect.stringContaining("should have told")]);
});

test("a call that was carried out twice is noticed", () => {
  const calls = [created("a", 0, 5, "task-001"), created("b", 1, 4, "task-002")];
  expect(faultsOf(calls, journal("a create 1", "b create 2", "a create 3"))).toContain(
    "a was carried out twice, or in pieces",
  );
});

test("half of a call is noticed", () => {
  const tasks = [
    { name: "one", priority: 5 },
    { name: "two", priority: 5 },
  ];
  const calls = [killed("a", { command: "create", tasks }, 0, 1)];
  expect(faultsOf(calls, journal("a create 1"))).toEqual([
    expect.stringContaining("made the steps create task-001, and"),
  ]);
});

test("an id that is given twice is noticed", () => {
  const calls = [created("a", 0, 1, "task-001"), created("b", 2, 3, "task-001")];
  expect(faultsOf(calls, journal("a create 1", "b create 1"))).toEqual([
    "b was given task-001, which was a task's already",
  ]);
});

test("a change for which nobody called is noticed", () => {
  expect(faultsOf([], journal("a create 1"))).toEqual(["the journal has steps of a, which was never called"]);
});

function create(priority: number): Order {
  return { command: "create", tasks: [{ name: "a task", priority }] };
}

function created(id: string, invokedAt: number, returnedAt: number, taskId: string, priority = 5): Call {
  return called(id, create(priority), invokedAt, returnedAt, { ids: [taskId], created: true });
}

/** Somebody looks which tasks are pending. */
function pending(id: string, invokedAt: number, returnedAt: number, ...ids: readonly string[]): Call {
  return called(id, { command: "query", status: "pending" }, invokedAt, returnedAt, { total: ids.length, ids });
}

function killed(id: string, order: Order, invokedAt: number, returnedAt: number): Call {
  return { ...called(id, order, invokedAt, returnedAt, {}), told: undefined };
}

function called(id: string, order: Order, invokedAt: number, returnedAt: number, told: Facts): Call {
  return { id, agent: "coder", order, invokedAt, returnedAt, told };
}

/** Lines of the journal: "a create 1" is that call a created task-001. */
function journal(...lines: readonly string[]): readonly Told[] {
  return lines.map((line, at) => {
    const [operator = "", action = "", number = ""] = line.split(" ");
    const task_id = `task-00${number}`;
    return { seq: at + 1, operator, agent_id: "coder", action: action as Command as Told["action"], task_id };
  });
}
