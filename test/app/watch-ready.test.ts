import { expect, onTestFinished, test } from "vitest";
import { type ReadyTask, type TaskRoot, openTaskRoot } from "../../src/index.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const A = { agent: "a" };
const B = { agent: "b" };

/** What a watch tells, one after another; it ends with the test. */
function watchOf(tasks: TaskRoot, input: Parameters<TaskRoot["watchReady"]>[0] = {}) {
  const ended = new AbortController();
  const iterator = tasks.watchReady(input, { signal: ended.signal })[Symbol.asyncIterator]();
  onTestFinished(() => ended.abort());
  return async (count: number): Promise<readonly ReadyTask[]> => {
    const found: ReadyTask[] = [];
    while (found.length < count) found.push(((await iterator.next()) as IteratorYieldResult<ReadyTask>).value);
    return found;
  };
}

const idsOf = (tasks: readonly ReadyTask[]) => tasks.map(({ task_id }) => task_id);

test("a task is told of when it has become ready: made, no more kept by others, on time, released, back again", async () => {
  const tasks = openTaskRoot(temporaryFolder());
  await tasks.create({ ...A, name: "there before" });
  const next = watchOf(tasks, { since: (await tasks.log({ limit: 1 })).events[0]!.seq });
  await tasks.create({ ...B, name: "bound", depends_on: ["task-001"], group: "g" });
  await tasks.create({ ...B, name: "free" });
  expect(await next(1)).toMatchObject([
    { agent_id: "b", task_id: "task-003", action: "ready", name: "free", priority: 5 },
  ]);
  await tasks.start(A);
  await tasks.complete(A);
  expect(await next(1)).toMatchObject([{ task_id: "task-002", group: "g" }]);
  await tasks.create({ ...B, name: "later", not_before: "1s" });
  expect(idsOf(await next(1))).toEqual(["task-004"]);
  await tasks.hold(B);
  await tasks.create({ ...A, name: "a sign" });
  expect(idsOf(await next(1))).toEqual(["task-005"]);
  await tasks.release(B);
  expect(idsOf(await next(3)).toSorted()).toEqual(["task-002", "task-003", "task-004"]);
  await tasks.start({ ...B, task_id: "task-003" });
  await tasks.fail({ ...B, error: "no" });
  await tasks.retry({ ...B, task_id: "task-003" });
  expect(idsOf(await next(1))).toEqual(["task-003"]);
});

test("who goes on from an event is told of what has become ready since, and from 0 of all that is", async () => {
  const tasks = openTaskRoot(temporaryFolder());
  await tasks.create({ ...A, name: "1" });
  await tasks.create({ ...B, name: "2", depends_on: ["task-001"] });
  await tasks.create({ ...B, name: "3", tags: ["x"] });
  const { seq } = (await tasks.log({ limit: 1 })).events[0]!;
  await tasks.start(A);
  await tasks.complete(A);
  await tasks.create({ ...A, name: "4" });
  expect(idsOf(await watchOf(tasks, { since: seq })(2)).toSorted()).toEqual(["task-002", "task-004"]);
  expect(idsOf(await watchOf(tasks, { since: 0 })(3)).toSorted()).toEqual(["task-002", "task-003", "task-004"]);
  expect(idsOf(await watchOf(tasks, { since: 0, tag: "x" })(1))).toEqual(["task-003"]);
  const own = watchOf(tasks, { since: seq, ...B });
  expect(idsOf(await own(1))).toEqual(["task-002"]);
  await tasks.create({ ...A, name: "another's" });
  await tasks.create({ ...B, name: "own" });
  expect(idsOf(await own(1))).toEqual(["task-006"]);
});
