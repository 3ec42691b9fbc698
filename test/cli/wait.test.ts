import { expect, test } from "vitest";
import { type Answer, commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];
const NO_TIME = ["--timeout", "0s"];

async function threeTasks() {
  const line = commandLine();
  const { run } = line;
  for (const name of ["one", "two", "three"]) await run("create", ...CODER, "--name", name);
  await run("start", ...CODER);
  await run("complete", ...CODER);
  await run("start", ...CODER);
  return line;
}

test("what has completed is told at once", async () => {
  const { run } = await threeTasks();
  const { status, json } = await run("wait", "--task-id", "task-001");
  expect([status, json]).toEqual([
    0,
    {
      status: "success",
      answer: "REACHED",
      for: "completed",
      tasks: [{ task_id: "task-001", agent_id: "coder", task_status: "completed" }],
      waited_ms: expect.any(Number),
    },
  ]);
});

test("what has not is told when the time is over", async () => {
  const { run } = await threeTasks();
  const { status, json } = await run("wait", "--task-id", "task-001, task-002,task-003,task-002", ...NO_TIME);
  expect(status).toBe(3);
  expect(json).toMatchObject({
    answer: "NOT_YET",
    message: "Not completed yet: task-002 (running), task-003 (pending).",
    tasks: [{ task_status: "completed" }, { task_status: "running" }, { task_status: "pending" }],
  });
  const ended = await run("wait", "--task-id", "task-001,task-002", "--for", "ended", "--lang", "zh", ...NO_TIME);
  expect(ended.json["message"]).toBe("尚未结束：task-002（执行中）");
});

test("what failed or was cancelled cannot complete, and has ended", async () => {
  const { run } = await threeTasks();
  await run("fail", ...CODER, "--error", "no");
  await run("cancel", ...CODER, "--task-id", "task-003");
  const ids = ["--task-id", "task-001,task-002,task-003"];
  const { status, json } = await run("wait", ...ids);
  expect([status, json["answer"], json["message"]]).toMatchInlineSnapshot(`
    [
      5,
      "UNREACHABLE",
      "Cannot be completed any more: task-002 (failed), task-003 (cancelled). Only retry (of a failed task) or restore (of a cancelled one) would change that.",
    ]
  `);
  expect(await run("wait", ...ids, "--for", "ended")).toMatchObject({ status: 0, json: { answer: "REACHED" } });
});

test.each([
  ["completed", ["complete"], 0],
  ["completed", ["fail", "--error", "no"], 5],
  ["ended", ["fail", "--error", "no"], 0],
])("who waits for %s hears of %j when it happens", async (goal, line, status) => {
  const { run } = await threeTasks();
  let isOver = false;
  const waiting = run("wait", "--task-id", "task-001,task-002", "--for", goal, "--timeout", "none");
  const answer: Promise<Answer> = waiting.finally(() => (isOver = true));
  await run("note", ...CODER, "--message", "still at it");
  await run("create", "--agent", "other", "--name", "x");
  expect(isOver).toBe(false);
  await run(...line, ...CODER);
  expect(await answer).toMatchObject({ status });
});

test("a task that goes to another agent is waited for there", async () => {
  const { run } = await threeTasks();
  const waiting = run("wait", "--task-id", "task-003", "--timeout", "none");
  await run("move", ...CODER, "--task-id", "task-003", "--to-agent", "other");
  await run("start", "--agent", "other");
  await run("complete", "--agent", "other");
  expect((await waiting).json).toMatchObject({ answer: "REACHED", tasks: [{ agent_id: "other" }] });
});

test("a person and a script read rows", async () => {
  const { run } = await threeTasks();
  const line = ["wait", "--task-id", "task-001,task-002", ...NO_TIME];
  expect((await run(...line, "--output", "table")).stdout).toMatchInlineSnapshot(`
    "Not completed yet: task-002 (running).
    ID        STATUS     AGENT
    task-001  completed  coder
    task-002  running    coder
    "
  `);
  expect((await run(...line, "--output", "plain")).stdout).toBe(
    "task-001\tcompleted\tcoder\ntask-002\trunning\tcoder\n",
  );
});

test.each([
  [["--task-id", "task-001,task-009"], 4, { code: "TASK_NOT_FOUND", task_id: "task-009" }],
  [[], 2, { problem: "required", parameter: "task_id" }],
  [["--task-id", "task-001,"], 2, { problem: "not_a_task_id" }],
  [["--task-id", Array.from({ length: 101 }, (_, n) => `task-${n}`).join(",")], 2, { problem: "too_many", limit: 100 }],
  [["--task-id", "task-001", "--for", "ready"], 2, { problem: "not_a_choice", parameter: "for" }],
  [["--task-id", "task-001", "--timeout", "8"], 2, { problem: "not_a_duration", parameter: "timeout" }],
])("wait %j is refused", async (flags, status, json) => {
  const { run } = await threeTasks();
  expect(await run("wait", ...flags)).toMatchObject({ status, json });
});
