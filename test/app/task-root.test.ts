import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { cancelGroup } from "../../src/app/cancel-group.ts";
import type { cancelTask } from "../../src/app/cancel-task.ts";
import type { completeTask } from "../../src/app/complete-task.ts";
import type { createTask } from "../../src/app/create-task.ts";
import type { failTask } from "../../src/app/fail-task.ts";
import type { getTask } from "../../src/app/get-task.ts";
import type { holdGroup } from "../../src/app/hold-group.ts";
import type { listTasks } from "../../src/app/list-tasks.ts";
import type { queryTasks } from "../../src/app/query-tasks.ts";
import type { releaseGroup } from "../../src/app/release-group.ts";
import type { retryTask } from "../../src/app/retry-task.ts";
import type { showGraph } from "../../src/app/show-graph.ts";
import type { showHistory } from "../../src/app/show-history.ts";
import type { showLog } from "../../src/app/show-log.ts";
import type { showStats } from "../../src/app/show-stats.ts";
import type { startTask } from "../../src/app/start-task.ts";
import type { waitForTasks } from "../../src/app/wait-for-tasks.ts";
import type { watchEvents } from "../../src/app/watch-events.ts";
import * as library from "../../src/index.ts";
import { take } from "../helpers/take.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** True if an input names just the fields that its operation reads. */
type Same<Input, Of extends { readonly input: object }> = [KeyOf<Input>, keyof Of["input"]] extends [
  keyof Of["input"],
  KeyOf<Input>,
]
  ? true
  : false;

/** The names in every part of a union. */
type KeyOf<Input> = Input extends unknown ? keyof Input : never;

// The compiler is this test: a field that is missing or too many makes one of these false.
void ([
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
] satisfies readonly [
  Same<library.CreateInput, typeof createTask>,
  Same<library.StartInput, typeof startTask>,
  Same<library.CompleteInput, typeof completeTask>,
  Same<library.FailInput, typeof failTask>,
  Same<library.CancelInput, typeof cancelTask>,
  Same<library.CancelGroupInput, typeof cancelGroup>,
  Same<library.HoldGroupInput, typeof holdGroup>,
  Same<library.GroupInput, typeof releaseGroup>,
  Same<library.RetryInput, typeof retryTask>,
  Same<library.ListInput, typeof listTasks>,
  Same<library.GetInput, typeof getTask>,
  Same<library.QueryInput, typeof queryTasks>,
  Same<library.GraphInput, typeof showGraph>,
  Same<library.StatsInput, typeof showStats>,
  Same<library.HistoryInput, typeof showHistory>,
  Same<library.LogInput, typeof showLog>,
  Same<library.WatchInput, typeof watchEvents>,
  Same<library.WaitInput, typeof waitForTasks>,
]);

test("the library offers what it says, and no more", () => {
  expect(Object.keys(library).toSorted()).toEqual(["TaskListError", "explainError", "openTaskRoot"]);
});

test("a day is worked by calls of the library", async () => {
  const root = join(temporaryFolder(), "root");
  const tasks = library.openTaskRoot(root, { operator: "tester" });
  expect(await tasks.create({ agent: "a", name: "one", priority: "P0" })).toMatchObject({
    root_created: true,
    tasks: [{ task_id: "task-001", created: true, task: { priority: 10, created_by: "tester" } }],
  });
  await tasks.create({ agent: "a", input: [{ name: "two" }, { name: "three", key: "k" }] });
  expect((await tasks.start({ agent: "a" })).task.id).toBe("task-001");
  expect(await tasks.complete({ agent: "a", task_id: "task-001", result: "done" })).toMatchObject({ changed: true });
  expect(await tasks.complete({ agent: "a", task_id: "task-001" })).toMatchObject({ changed: false });
  await tasks.start({ agent: "a", task_id: "task-003" });
  await tasks.fail({ agent: "a", error: "no" });
  await tasks.retry({ agent: "a", task_id: "task-003" });
  await tasks.cancel({ agent: "a", task_id: "task-002" });
  expect((await tasks.list({ agent: "a" })).pending_tasks.map(({ id }) => id)).toEqual(["task-003"]);
  expect((await tasks.listAll()).total_tasks).toMatchObject({ pending: 1, completed: 1 });
  expect((await tasks.get({ task_id: "task-001" })).task.result).toBe("done");
  expect((await tasks.query({ status: "cancelled" })).total).toBe(1);
  expect((await tasks.query()).total).toBe(3);
  expect((await tasks.stats()).total.all).toBe(3);
  expect(await tasks.graph({ task_id: "task-003" })).toMatchObject({ total: 1, edges: [] });
  expect((await tasks.history({ agent: "a", limit: 1 })).returned).toBe(1);
});

test("what happens is told, watched and waited for", async () => {
  const tasks = library.openTaskRoot(join(temporaryFolder(), "root"));
  await tasks.create({ agent: "a", name: "one" });
  const watched = take(tasks.watch({ since: 1, agent: "a" }), 2);
  const waited = tasks.wait({ task_id: ["task-001"], timeout: "none" });
  await tasks.start({ agent: "a" });
  await tasks.complete({ agent: "a" });
  expect((await watched).map(({ action }) => action)).toEqual(["start", "complete"]);
  expect(await waited).toMatchObject({ answer: "REACHED", tasks: [{ task_status: "completed" }] });
  expect(await tasks.wait({ task_id: "task-001" })).toMatchObject({ answer: "REACHED" });
  expect((await tasks.log({ limit: 1 })).events).toMatchObject([{ seq: 3, action: "complete", revision: 3 }]);
  const { coming, returned } = await tasks.log({ follow: true });
  expect(returned).toBe(3);
  await tasks.create({ agent: "b", name: "two" });
  expect(await take(coming!, 1)).toMatchObject([{ seq: 4 }]);
});

test("who watches or waits stops when the signal says so, and learns of a refusal", async () => {
  const tasks = library.openTaskRoot(join(temporaryFolder(), "root"));
  await tasks.create({ agent: "a", name: "one" });
  const reason = new Error("enough");
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = [
    take(tasks.watch({}, { signal }), 1),
    take(tasks.watch({ since: 0 }, { signal }), 2),
    tasks.wait({ task_id: "task-001", timeout: "none" }, { signal }),
  ].map((each) => expect(each).rejects.toBe(reason));
  setImmediate(() => controller.abort(reason));
  await Promise.all(stopped);
  await expect(take(tasks.watch({ since: 2 }), 1)).rejects.toMatchObject({ code: "INVALID_PARAMS" });
  await expect(tasks.wait({ task_id: [] })).rejects.toMatchObject({ code: "INVALID_PARAMS" });
  tasks.watch({ since: 2 }); // a refusal that nobody asks for troubles nobody
});

test("a dry run changes nothing", async () => {
  const root = join(temporaryFolder(), "root");
  const tasks = library.openTaskRoot(root);
  expect(await tasks.create({ agent: "a", name: "one" }, { dryRun: true })).toMatchObject({
    tasks: [{ created: true }],
  });
  expect(existsSync(root)).toBe(false);
});

test("a group is changed without questions, unless it has another number of tasks than expected", async () => {
  const tasks = library.openTaskRoot(join(temporaryFolder(), "root"), { operator: "tester" });
  for (const agent of ["a", "b"]) await tasks.create({ agent, name: "x", group: "g" });
  expect(await tasks.cancelGroup({ group: "g" }, { dryRun: true })).toMatchObject({ count: 2, agent_id: null });
  await expect(tasks.cancelGroup({ group: "g", expected_count: 1 })).rejects.toMatchObject({
    code: "INVALID_PARAMS",
    facts: { problem: "not_confirmed", count: 2 },
  });
  expect(await tasks.holdGroup({ group: "g", agent: "b", reason: "freeze" })).toMatchObject({
    agent_id: "b",
    count: 1,
  });
  expect((await tasks.get({ task_id: "task-002" })).task.hold).toMatchObject({ reason: "freeze", by: "tester" });
  expect(await tasks.releaseGroup({ group: "g" })).toMatchObject({ count: 1 });
  expect(await tasks.cancelGroup({ group: "g", expected_count: 2 })).toMatchObject({ count: 2 });
  // @ts-expect-error -- a caller without types
  await expect(tasks.cancelGroup({ agent: "a" })).rejects.toMatchObject({ code: "INVALID_PARAMS" });
});

test("refusals are rejections with a code, and can be put into words", async () => {
  const root = join(temporaryFolder(), "root");
  const tasks = library.openTaskRoot(root);
  // @ts-expect-error -- a caller without types
  const wrong = await tasks.start({ agnet: "a" }).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(library.TaskListError);
  expect(wrong).toMatchObject({ code: "INVALID_PARAMS", facts: { problem: "unknown", parameter: "agnet" } });
  const { error, hint } = await library.explainError(wrong as library.TaskListError, "zh");
  expect([error, hint]).toEqual(["没有参数 agnet", expect.stringContaining("agent-tasks help INVALID_PARAMS")]);
  await expect(tasks.list({ agent: "a" })).rejects.toMatchObject({ code: "IO_ERROR" });
  await tasks.create({ agent: "a", name: "one" });
  writeFileSync(join(root, "config.json"), "{");
  expect(() => library.openTaskRoot(root)).toThrow(/CONFIG_INVALID/);
});

const open = (root: unknown, options?: unknown) =>
  library.openTaskRoot(root as string, options as library.TaskRootOptions);

test.each([
  [undefined, {}],
  [null, {}],
  [5, {}],
  ["", {}],
  ["root", null],
  ["root", { operator: 5 }],
  ["root", { operator: "" }],
  ["root", { operator: "x".repeat(201) }],
  ["root", { lockTimeoutMs: -1 }],
  ["root", { lock_timeout: 5 }],
  ["root", { root: "other" }],
  ["root", { operator: "  " }],
])("openTaskRoot(%j, %j) is refused", (root, options) => {
  expect(() => open(root, options)).toThrow(/INVALID_PARAMS/);
});

test.each([
  [null, {}],
  ["a", {}],
  [{ agent: "a", name: "x" }, { dry_run: true }],
  [{ agent: "a", name: "x" }, { dryRun: "yes" }],
  [{ agent: "a", name: "x" }, { signal: {} }],
  [{ agent: "a", name: "x", priority: 5n }, {}],
  [{ agent: "a", name: "x", metadata: { n: 1n } }, {}],
  [{ agent: "a", name: "x", metadata: { toJSON: () => 5 } }, {}],
])("create %# of a caller without types is refused, and changes nothing", async (input, options) => {
  const root = join(temporaryFolder(), "root");
  const call = library.openTaskRoot(root).create(input as library.CreateInput, options as library.CallOptions);
  await expect(call).rejects.toMatchObject({ code: "INVALID_PARAMS" });
  expect(existsSync(root)).toBe(false);
});

test("metadata is what JSON makes of it, so that the same call is the same", async () => {
  const tasks = library.openTaskRoot(join(temporaryFolder(), "root"));
  const call = { agent: "a", name: "x", key: "k", metadata: { at: new Date(0), gone: undefined, n: 1 } };
  const [first, second] = [await tasks.create(call), await tasks.create(call)];
  expect(first.tasks[0]).toMatchObject({ created: true, task: { metadata: { at: "1970-01-01T00:00:00.000Z", n: 1 } } });
  expect(second.tasks[0]).toMatchObject({ created: false });
});

test("a call that is given up before it begins does nothing", async () => {
  const root = join(temporaryFolder(), "root");
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(library.openTaskRoot(root).create({ agent: "a", name: "x" }, { signal })).rejects.toThrow("enough");
  expect(existsSync(root)).toBe(false);
});

test("what the environment says does not count", async () => {
  const root = join(temporaryFolder(), "root");
  process.env["AGENT_TASKS_OPERATOR"] = "somebody";
  try {
    const { tasks } = await library.openTaskRoot(root).create({ agent: "a", name: "one" });
    expect(tasks[0]!.task.created_by).toBeUndefined();
  } finally {
    delete process.env["AGENT_TASKS_OPERATOR"];
  }
});
