import { expect, test } from "vitest";
import { dependenciesOf, stateOfDependencies } from "../../src/domain/dependencies.ts";
import { cancelDoomed } from "../../src/domain/doomed.ts";
import type { EndStatus } from "../../src/domain/ending.ts";
import { nextOf } from "../../src/domain/next-task.ts";
import { NOW, aList, aTask, at } from "../helpers/builders.ts";

const ON = ["task-007", "task-008"];
const SINCE = { depends_since: "2026-04" };

const RULES = ["all", "any"].flatMap((depends_mode) =>
  ["wait", "cancel", "run"].map((on_dependency_failure) => ({ depends_mode, on_dependency_failure })),
);

/** How the two tasks ended (c, f, x for cancelled, - for open), and then the state for each of the rules in turn. */
const STATES = [
  ["--", "open open open", "open open open"],
  ["c-", "open open open", "met met met"],
  ["cc", "met met met", "met met met"],
  ["f-", "open doomed open", "open open met"],
  ["x-", "open doomed open", "open open met"],
  ["fc", "open doomed met", "met met met"],
  ["ff", "open doomed met", "open doomed met"],
  ["fx", "open doomed met", "open doomed met"],
] as const;

const ENDS: Readonly<Record<string, EndStatus | undefined>> = { c: "completed", f: "failed", x: "cancelled" };

const CASES = STATES.flatMap(([ended, all, any]) =>
  [...all.split(" "), ...any.split(" ")].map((state, index) => ({ ended, ...RULES[index]!, state })),
);

test.each(CASES)(
  "of $depends_mode, on failure $on_dependency_failure, with $ended: $state",
  ({ ended, state, ...rules }) => {
    const ends = new Map(
      ended.split("").flatMap((letter, index) => {
        const end = ENDS[letter];
        return end ? [[ON[index]!, end] as const] : [];
      }),
    );
    const dependencies = dependenciesOf(aTask({ depends_on: ON, ...SINCE, ...rules }))!;
    expect(stateOfDependencies(dependencies, ends)).toBe(state);
  },
);

test.each([
  { depends_on: ON },
  { depends_on: ON, depends_since: 4 },
  { depends_on: "task-007", ...SINCE },
  { depends_on: [7], ...SINCE },
  { depends_on: [], ...SINCE },
  { depends_on: null, depends_since: null },
])("what another program keeps under our names binds nobody: %j", (fields) => {
  expect(dependenciesOf(aTask(fields))).toBeUndefined();
});

test("a task that waits for another keeps none back", () => {
  const bound = aTask({ priority: 9, depends_on: ["task-007"], ...SINCE });
  const free = aTask({ id: "task-002" });
  const list = aList({ pending_tasks: [bound, free] });
  expect(nextOf(list, at(NOW))).toBe(free);
  expect(nextOf(list, { ...at(NOW), ended: new Map([["task-007", "completed"]]) })).toBe(bound);
});

test("what fails takes along what depends on it, and what depends on that, and tells why", () => {
  const on = (id: string) => ({ depends_on: [id], on_dependency_failure: "cancel", ...SINCE });
  const last = aTask({ id: "task-003", ...on("task-002") });
  const middle = aTask({ id: "task-002", ...on("task-007") });
  const other = aTask({ id: "task-004", depends_on: ["task-002"], ...SINCE });
  const ended = new Map([["task-007", "failed"]] as const);
  const { list, steps } = cancelDoomed(aList({ pending_tasks: [last, middle, other] }), ended, { now: NOW });
  expect(list.pending_tasks).toEqual([other]);
  expect(steps.map(({ task }) => [task.id, task.status, task.cancel_reason])).toEqual([
    ["task-002", "cancelled", "it depends on task-007 (failed)"],
    ["task-003", "cancelled", "it depends on task-002 (cancelled)"],
  ]);
  expect(list.totals.cancelled).toBe(2);
});
