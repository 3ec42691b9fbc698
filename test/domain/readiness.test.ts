import { expect, test } from "vitest";
import { nextOf } from "../../src/domain/next-task.ts";
import { holdOf, waitReason } from "../../src/domain/readiness.ts";
import { startTask } from "../../src/domain/transitions.ts";
import { aList, aTask, at, NOW } from "../helpers/builders.ts";
import { refusal } from "../helpers/refusal.ts";

const SOON = "2026-04-10T11:00:00.000+08:00";
const LATER = "2026-04-10T12:00:00.000+08:00";

test.each([
  [{}, undefined],
  [{ not_before: NOW }, undefined],
  [{ not_before: SOON }, "not_before"],
  [{ not_before: "2026-04-10T02:00:00.001Z" }, "not_before"],
  [{ retry_at: SOON }, "retry_delay"],
  [{ retry_at: NOW, not_before: NOW }, undefined],
  [{ hold: { at: NOW } }, "hold"],
  [{ hold: { at: NOW }, not_before: SOON }, "hold"],
  [{ hold: null }, undefined],
  [{ hold: true }, undefined],
  [{ hold: "yes" }, undefined],
])("%j waits for %s", (fields, reason) => {
  expect(waitReason(aTask(fields), at(NOW))).toBe(reason);
});

test("a task that waits keeps none back that came after it", () => {
  const urgent = aTask({ priority: 9, not_before: SOON });
  const ready = aTask({ id: "task-002", priority: 1 });
  const list = aList({ pending_tasks: [urgent, ready] });
  expect(nextOf(list, at(NOW))).toBe(ready);
  expect(nextOf(list, at(SOON))).toBe(urgent);
});

test("where all wait, a start says how many, and until when", async () => {
  const pending_tasks = [
    aTask({ not_before: LATER }),
    aTask({ id: "task-002", retry_at: SOON }),
    aTask({ id: "task-003", hold: { at: NOW } }),
  ];
  expect(await refusal(() => startTask(aList({ pending_tasks }), {}, at(NOW)))).toEqual({
    code: "QUEUE_EMPTY",
    facts: { agent_id: "coder", waiting: 3, ready_at: SOON },
  });
});

test("nothing of a queue on hold starts, not even by name", async () => {
  const task = aTask();
  const list = aList({ pending_tasks: [task], hold: { at: NOW } });
  const facts = { agent_id: "coder", waiting: 1, held: true };
  expect(await refusal(() => startTask(list, {}, at(NOW)))).toEqual({ code: "QUEUE_EMPTY", facts });
  expect(await refusal(() => startTask(list, { task }, at(NOW)))).toMatchObject({
    code: "INVALID_TRANSITION",
    facts: { waits_for: "queue_hold" },
  });
});

test("a task that has to wait is not started by name", async () => {
  const task = aTask({ not_before: SOON });
  expect(await refusal(() => startTask(aList({ pending_tasks: [task] }), { task }, at(NOW)))).toMatchObject({
    code: "INVALID_TRANSITION",
    facts: { waits_for: "not_before", ready_at: SOON },
  });
});

test("what another program has in a field of that name is no hold", () => {
  for (const hold of [true, "until Monday", 1, [], {}, { at: 1 }]) expect(holdOf({ hold })).toBeUndefined();
});
