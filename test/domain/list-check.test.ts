import fc from "fast-check";
import { expect, test } from "vitest";
import { AgentList, OriginalList } from "../../src/domain/agent-list.ts";
import { isAgentList, isOriginalList, isTask } from "../../src/domain/list-check.ts";
import { Task } from "../../src/domain/task.ts";
import { retryTask } from "../../src/domain/come-back.ts";
import { cancelTask, completeTask, failTask, startTask } from "../../src/domain/transitions.ts";
import { stampCommit } from "../../src/store/commit.ts";
import { aList, aTask, createTask, NOW, at } from "../helpers/builders.ts";

const stamp = { now: NOW, lastSeq: 7, operator: undefined, keepFinished: 20, revisionOf: () => 0 };

function sampleLists(): readonly unknown[] {
  const created = createTask(aList(), "task-001", { name: "x", description: "", priority: 5, metadata: { a: 1 } }, NOW);
  const started = startTask(created.list, {}, at(NOW));
  const done = completeTask(started.list, "fine", NOW);
  const failed = failTask(startTask(created.list, {}, at(NOW)).list, { error_message: "no" }, at(NOW));
  const retried = retryTask(failed.list, failed.task, NOW);
  const cancelled = cancelTask(created.list, created.task, "why", NOW);
  const other = aList({
    agent_id: "other",
    failed_tasks: [aTask({ status: "failed", failed_at: NOW, retry_count: 1 })],
  });
  const { schema_version: _, ...original } = aList({ pending_tasks: [aTask(), aTask({ description: null })] });
  return [
    ...stampCommit([created.list], [created.event], stamp),
    ...stampCommit([started.list], [started.event], stamp),
    ...stampCommit([done.list, other], [done.event], stamp),
    ...stampCommit([retried.list], [retried.event], stamp),
    ...stampCommit([cancelled.list], [cancelled.event], stamp),
    aList({ totals: { ...aList().totals, archived_only: 1 } }),
    aList({ outbox: { events: [], keys: [{ agent_id: "coder", key: "k", task_id: "task-001" }] } }),
    original,
  ];
}

/** One place of a record changed into something else, or removed. */
const mutation = fc.record({
  list: fc.integer({ min: 0, max: sampleLists().length - 1 }),
  place: fc.nat(),
  value: fc.oneof(
    fc.constant(undefined),
    fc.constantFrom<unknown>(
      null,
      "",
      "pending",
      "task-001",
      NOW,
      "2026-13-01T00:00",
      "soon",
      0,
      1,
      -1,
      1.5,
      1e308,
      {},
      [],
      true,
    ),
    fc.jsonValue(),
  ),
});

test("the hand-written checks say the same as the schemas, about whatever is changed in a list", () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(mutation, ({ list, place, value }) => {
      const changed = structuredClone(sampleLists()[list]);
      const spots = placesIn(changed);
      const spot = spots[place % spots.length]!;
      if (value === undefined && Array.isArray(spot.holder)) spot.holder.splice(Number(spot.key), 1);
      else if (value === undefined) delete spot.holder[spot.key];
      else spot.holder[spot.key] = value;
      const verdict = [AgentList.safeParse(changed).success, OriginalList.safeParse(changed).success];
      expect([isAgentList(changed), isOriginalList(changed)], `${spot.key} = ${JSON.stringify(value)}`).toEqual(
        verdict,
      );
      if (verdict.includes(true)) accepted += 1;
      else refused += 1;
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(300);
});

test("every list that this program writes is accepted", () => {
  for (const list of sampleLists().slice(0, -1)) expect(isAgentList(list)).toBe(true);
  expect(isOriginalList(sampleLists().at(-1))).toBe(true);
});

test("the hand-written check of a task says the same as its schema", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(Task.shape)), fc.jsonValue(), (field, value) => {
      const task = { ...aTask(), [field]: value };
      expect(isTask(task)).toBe(Task.safeParse(task).success);
    }),
    { numRuns: 1000 },
  );
});

test.each([null, [], {}, "", 0, [null], { agent_id: "coder" }])("%j is no list", (value) => {
  expect(isAgentList(value)).toBe(false);
  expect(isOriginalList(value)).toBe(false);
});

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
