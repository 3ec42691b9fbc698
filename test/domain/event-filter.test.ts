import { expect, test } from "vitest";
import { type EventFilter, isAskedFor } from "../../src/domain/event-filter.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { NOW } from "../helpers/builders.ts";

const EVENT: TaskEvent = {
  seq: 7,
  at: NOW,
  agent_id: "coder",
  task_id: "task-001",
  action: "complete",
  old_status: "running",
  new_status: "completed",
  operator: "anna",
  revision: 3,
};

const MOMENT = Date.parse(NOW);

test.each<readonly [EventFilter, boolean]>([
  [{}, true],
  [{ agent: "coder" }, true],
  [{ agent: "cod" }, false],
  [{ task: "task-001" }, true],
  [{ task: "task-002" }, false],
  [{ action: "complete" }, true],
  [{ action: "fail" }, false],
  [{ operator: "anna" }, true],
  [{ operator: "coder" }, false],
  [{ agent: "coder", operator: "coder" }, false],
  [{ from: MOMENT, to: MOMENT }, true],
  [{ from: MOMENT + 1 }, false],
  [{ to: MOMENT - 1 }, false],
  [{ group: "g" }, false],
  [{ tags: ["t"] }, false],
])("%j asks for it: %s", (filter, isAsked) => {
  expect(isAskedFor(EVENT, filter)).toBe(isAsked);
});

test("the labels of an event's task are the event's own", () => {
  const event = { ...EVENT, group: "g", tags: ["s", "t"], parent_id: "task-009" };
  expect(isAskedFor(event, { group: "g", tags: ["t"], parent: "task-009" })).toBe(true);
  expect(isAskedFor(event, { tags: ["s", "t"] })).toBe(true);
  expect(isAskedFor(event, { tags: ["t", "u"] })).toBe(false);
  expect(isAskedFor(event, { group: "before" })).toBe(false);
});

test("what another program means by these names is passed over", () => {
  const event = { ...EVENT, group: ["g"], tags: [1, "t"] };
  expect(isAskedFor(event, { group: "g" })).toBe(false);
  expect(isAskedFor(event, { tags: ["t"] })).toBe(false);
});

test("of a whole queue there is no task", () => {
  expect(isAskedFor({ ...EVENT, task_id: null, new_status: null, action: "hold" }, { task: "task-001" })).toBe(false);
});
