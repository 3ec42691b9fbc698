import { expect, test } from "vitest";
import { briefOf } from "../../src/domain/brief-event.ts";
import type { TaskEvent } from "../../src/domain/event.ts";
import { aTask, NOW } from "../helpers/builders.ts";

const HEAD = {
  seq: 7,
  at: NOW,
  agent_id: "coder",
  task_id: "task-001",
  action: "note",
  old_status: "running",
  new_status: "running",
  operator: "anna",
} as const;

const brief = (fields: Partial<TaskEvent>) => briefOf({ ...HEAD, revision: 3, ...fields });

test("it is the head of the event, without what rebuilds a list", () => {
  expect(brief({ changes: { status: "running", lease_expires_at: NOW }, assigned_at: NOW, priority: 5 })).toEqual(HEAD);
});

test.each<readonly [Partial<TaskEvent>, string | undefined]>([
  [{ note: { at: NOW, message: "half" } }, "half"],
  [{ action: "complete", changes: { result: "done" } }, "done"],
  [{ action: "complete", changes: {} }, undefined],
  [{ action: "complete", changes: { result: { of: "another program" } } }, undefined],
  [{ action: "fail", changes: { error_message: "no" } }, "no"],
  [{ action: "cancel", changes: { cancel_reason: "twice" } }, "twice"],
  [{ action: "hold", changes: { hold: { at: NOW, reason: "freeze" } } }, "freeze"],
  [{ action: "hold", list: { hold: { at: NOW, reason: "freeze" } } }, "freeze"],
  [{ action: "hold", changes: { hold: { at: NOW } } }, undefined],
  [{ action: "release", changes: { hold: null } }, undefined],
])("%j says %j", (fields, message) => {
  expect(brief(fields).message).toBe(message);
});

test("a task that waits for its next attempt says what went wrong with the last", () => {
  const attempt = { started_at: NOW, ended_at: NOW, outcome: "failed" as const };
  const attempts = [
    { ...attempt, error_message: "first" },
    { ...attempt, error_message: "second" },
  ];
  expect(brief({ action: "fail", task: aTask({ attempts }) })).toMatchObject({
    name: "Fix the login",
    message: "second",
  });
});

test("name, marks and target are there where the event tells them", () => {
  expect(brief({ action: "edit", changes: { name: "New" } }).name).toBe("New");
  expect(
    brief({
      action: "move",
      moved_to: { agent_id: "b", task_id: "task-001" },
      group: "g",
      tags: ["t"],
      parent_id: "p",
    }),
  ).toMatchObject({ moved_to: { agent_id: "b", task_id: "task-001" }, group: "g", tags: ["t"], parent_id: "p" });
});

const said = (message: string) => brief({ note: { at: NOW, message } }).message;

test("a long message is cut after 200 characters, between two of them", () => {
  expect(said("x".repeat(200))).toBe("x".repeat(200));
  expect(said("x".repeat(201))).toBe(`${"x".repeat(199)}…`);
  expect(said("😀".repeat(200))).toBe("😀".repeat(200));
  expect(said("😀".repeat(5000))).toBe(`${"😀".repeat(199)}…`);
});
