import { expect, test } from "vitest";
import { editTask, holdTask, moveTask, releaseTask } from "../../src/domain/care.ts";
import { restoreTask } from "../../src/domain/come-back.ts";
import { mergePatch } from "../../src/domain/merge-patch.ts";
import { schemaVersionAfter } from "../../src/domain/schema-version.ts";
import { aList, aTask, NOW } from "../helpers/builders.ts";
import { refusal } from "../helpers/refusal.ts";

const LATER = "2026-04-10T12:00:00.000+08:00";

test("an edited task keeps its place among equals, and takes that of its new priority", () => {
  const [first, second] = [aTask(), aTask({ id: "task-002" })];
  const list = aList({ pending_tasks: [first, second] });
  expect(editTask(list, second, { name: "other" }, LATER)?.list.pending_tasks.map(({ id }) => id)).toEqual([
    "task-001",
    "task-002",
  ]);
  expect(editTask(list, second, { priority: 9 }, LATER)?.list.pending_tasks[0]?.id).toBe("task-002");
});

test("the event of an edit tells what changed, and nothing else", () => {
  const task = aTask({ due_at: LATER });
  const step = editTask(aList({ pending_tasks: [task] }), task, { name: task.name, due_at: null, priority: 7 }, NOW);
  expect(step?.event).toMatchObject({ action: "edit", old_status: "pending", new_status: "pending" });
  expect(step?.event.changes).toEqual({ due_at: null, priority: 7 });
});

test("an edit that changes nothing is no event", () => {
  const task = aTask({ metadata: { a: 1, b: 2 } });
  const list = aList({ pending_tasks: [task] });
  expect(editTask(list, task, { name: task.name, due_at: null, metadata: { b: 2, a: 1 } }, NOW)).toBeUndefined();
});

test("only what waits is held, and only what is held is released", async () => {
  const task = aTask();
  const list = aList({ pending_tasks: [task] });
  const held = holdTask(list, task, { at: NOW, reason: "freeze" })!;
  expect(held.task.hold).toEqual({ at: NOW, reason: "freeze" });
  expect(holdTask(held.list, held.task, { at: LATER })).toBeUndefined();
  expect(releaseTask(held.list, held.task, LATER)?.task.hold).toBeNull();
  expect(releaseTask(list, task, LATER)).toBeUndefined();
  const running = aTask({ status: "running" });
  expect(await refusal(() => holdTask(aList({ current_task: running }), running, { at: NOW }))).toMatchObject({
    code: "INVALID_TRANSITION",
    facts: { action: "hold" },
  });
});

test("a task that is moved leaves one queue and joins the other at the back, and both tell of it", () => {
  const task = aTask({ status: "running", started_at: NOW });
  const {
    lists,
    events,
    task: moved,
  } = moveTask(aList({ current_task: task }), aList({ agent_id: "other" }), task, LATER);
  expect(lists[0].current_task).toBeNull();
  expect(lists[1].pending_tasks).toEqual([moved]);
  expect(moved).toMatchObject({ agent_id: "other", assigned_at: LATER, attempts: [{ outcome: "moved" }] });
  expect(events.map(({ agent_id, action, moved_to, task: told }) => [agent_id, action, moved_to, told])).toEqual([
    ["coder", "move", { agent_id: "other", task_id: "task-001" }, undefined],
    ["other", "move", undefined, moved],
  ]);
});

test("a task is not moved to where its key is taken", async () => {
  const task = aTask({ key: "k" });
  const other = aList({ agent_id: "other", pending_tasks: [aTask({ id: "task-002", key: "k" })] });
  expect(await refusal(() => moveTask(aList({ pending_tasks: [task] }), other, task, NOW))).toMatchObject({
    code: "KEY_CONFLICT",
    facts: { agent_id: "other", task_id: "task-002" },
  });
});

test("a cancelled task comes back without a trace if it was never tried", () => {
  const cancelled = aTask({ status: "cancelled", cancelled_at: NOW, cancel_reason: "why" });
  const list = aList({ cancelled_tasks: [cancelled], totals: { ...aList().totals, cancelled: 1 } });
  const step = restoreTask(list, cancelled, LATER);
  expect(step.task).toEqual(aTask({ assigned_at: LATER }));
  expect(step.list.totals.cancelled).toBe(0);
  expect(step.event).toMatchObject({ action: "restore", reopens: [NOW] });
});

// The examples of RFC 7396, appendix A.
test.each([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])("%j with %j is %j", (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

test("a list is of the newer format from the first event on that an older program would not understand", () => {
  const create = {
    at: NOW,
    agent_id: "coder",
    task_id: "task-001",
    action: "create",
    old_status: null,
    new_status: "pending",
  } as const;
  expect(schemaVersionAfter(1, [{ ...create, task: aTask() }])).toBe(1);
  expect(schemaVersionAfter(1, [{ ...create, task: aTask({ lease_ms: 10_000 }) }])).toBe(1.1);
  expect(schemaVersionAfter(1, [{ ...create, action: "note", changes: {} }])).toBe(1.1);
  expect(schemaVersionAfter(1.1, [{ ...create, task: aTask() }])).toBe(1.1);
});
