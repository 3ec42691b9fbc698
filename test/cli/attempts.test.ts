import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];
const T1 = [...CODER, "--task-id", "task-001"];

test("a failure puts the task back, and the next attempt is handed what the others left", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run(
    "create",
    ...CODER,
    "--name",
    "x",
    "--max-attempts",
    "3",
    "--retry-delay",
    "5m",
    "--backoff",
    "exponential",
  );
  await run("start", ...CODER);
  await run("note", ...T1, "--message", "the fault is in session.ts", "--progress", "40");
  expect((await run("fail", ...T1, "--attempt", "1", "--error", "no access")).json).toEqual({
    status: "success",
    task_id: "task-001",
    will_retry: true,
    retry_at: expect.any(String),
    message: expect.stringMatching(/^Attempt failed \(1 of 3\); the task waits for the next, until .*\.$/),
  });
  expect((await run("start", ...CODER)).json).toMatchObject({ code: "QUEUE_EMPTY", waiting: 1 });
  clock.move("5m");
  expect((await run("start", ...CODER)).json).toMatchObject({
    attempt: 2,
    task: {
      attempts: [
        {
          outcome: "failed",
          error_message: "no access",
          notes: [{ message: "the fault is in session.ts", progress: 40 }],
        },
      ],
      retry_count: 1,
    },
  });
  await run("fail", ...T1, "--error", "again");
  clock.move("9m");
  expect((await run("start", ...CODER)).status).toBe(3);
  clock.move("1m");
  expect((await run("start", ...CODER)).json).toMatchObject({ attempt: 3 });
  expect((await run("fail", ...T1, "--error", "for good")).json).not.toHaveProperty("will_retry");
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({
    location: "failed_tasks",
    task: { error_message: "for good", retry_count: 3, attempts: [{}, {}] },
  });
  await run("retry", ...T1);
  expect((await run("start", ...CODER)).json).toMatchObject({ attempt: 4 });
});

test("a failure that is repeated changes nothing, also when the next attempt runs", async () => {
  movingClock();
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--max-attempts", "3");
  await run("start", ...CODER);
  await run("fail", ...T1, "--error", "no");
  expect((await run("fail", ...T1, "--error", "no")).json).toMatchObject({ status: "success", changed: false });
  await run("start", ...CODER);
  expect((await run("fail", ...T1, "--attempt", "1", "--error", "no")).json).toMatchObject({ changed: false });
  expect((await run("list", ...CODER)).json).toMatchObject({ current_task: { id: "task-001" } });
});

test("a task of one attempt that was retried by hand cannot fail while it waits", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  await run("fail", ...T1, "--error", "no");
  await run("retry", ...T1);
  expect((await run("fail", ...T1, "--error", "no")).json).toMatchObject({ code: "INVALID_TRANSITION" });
});

test("fail --final uses up what attempts are left", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--max-attempts", "3");
  await run("start", ...CODER);
  await run("fail", ...T1, "--final", "--error", "impossible");
  expect((await run("list", ...CODER)).json).toMatchObject({ totals: { failed: 1, pending: 0 } });
});

test("of very many notes the newest 50 stay with the task, and the journal rebuilds them", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  for (let n = 1; n <= 52; n += 1) await run("note", ...CODER, "--message", `note ${n}`);
  const { task } = (await run("get", "--task-id", "task-001")).json as { task: { notes: { message: string }[] } };
  expect(task.notes.map(({ message }) => message)).toEqual(Array.from({ length: 50 }, (_, n) => `note ${n + 3}`));
  expect(task).toMatchObject({ notes_dropped: 2 });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test.each([
  [["--message", ""], "empty"],
  [["--message", " \n "], "empty"],
  [["--message", "x".repeat(8193)], "too_large"],
  [["--message", "x", "--progress", "101"], "not_a_whole_number"],
  [["--message", "x", "--progress", "-1"], "not_a_whole_number"],
  [["--message", "x", "--attempt", "2"], "not_an_attempt"],
  [[], "required"],
])("note %j is refused: %s", async (args, problem) => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  expect(await run("note", ...CODER, ...args)).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", problem } });
});

test("only a running task takes notes", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  expect((await run("note", ...CODER, "--message", "x")).json).toMatchObject({ code: "NO_CURRENT_TASK" });
  expect((await run("note", ...T1, "--message", "x")).json).toMatchObject({
    code: "INVALID_TRANSITION",
    action: "note",
  });
  expect((await run("note", "--agent", "nobody", "--message", "x")).json).toMatchObject({ code: "AGENT_NOT_FOUND" });
});

test("start --resume gives the running task again, and starts one where none runs", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("create", ...CODER, "--name", "y");
  expect((await run("start", ...CODER, "--resume")).json).not.toHaveProperty("resumed");
  expect((await run("start", ...CODER, "--resume")).json).toMatchObject({
    task_id: "task-001",
    attempt: 1,
    resumed: true,
    message: "This task was running already: go on with it.",
  });
  expect((await run("start", ...T1, "--resume")).json).toMatchObject({ resumed: true });
  expect((await run("start", ...CODER, "--task-id", "task-002", "--resume")).json).toMatchObject({
    code: "AGENT_BUSY",
  });
});

test("a note that is repeated is noted once", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  const note = ["note", ...CODER, "--message", "half of it", "--progress", "50"];
  await run(...note);
  await run(...note);
  await run("note", ...CODER, "--message", "half of it");
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({
    task: { notes: [{ message: "half of it", progress: 50 }, { message: "half of it" }] },
  });
});
