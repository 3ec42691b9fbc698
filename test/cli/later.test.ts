import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];

test("a task that is not to be started yet stands behind those that can be, until its time has come", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "tomorrow", "--priority", "10", "--not-before", "1d");
  await run("create", ...CODER, "--name", "now");
  const order = async () =>
    ((await run("list", ...CODER)).json as { pending_tasks: { name: string }[] }).pending_tasks.map(({ name }) => name);
  expect(await order()).toEqual(["now", "tomorrow"]);
  clock.move("1d");
  expect(await order()).toEqual(["tomorrow", "now"]);
});

function moment(text: string | undefined): string {
  return new Date(text!).toISOString();
}

test("times are durations from now, or ISO 8601", async () => {
  movingClock();
  const { run } = commandLine();
  const created = async (...args: string[]) =>
    ((await run("create", ...CODER, "--name", "x", ...args)).json as { task: Record<string, string> }).task;
  expect(moment((await created("--not-before", "2h"))["not_before"])).toBe("2026-05-08T14:00:00.000Z");
  expect(moment((await created("--due", "2026-05-09T10:00:00+08:00"))["due_at"])).toBe("2026-05-09T02:00:00.000Z");
  const day = new Date(2026, 4, 10, 23, 59, 59, 999).toISOString();
  expect(moment((await created("--due", "2026-05-10"))["due_at"])).toBe(day);
});

test.each([
  [["--due", "2026-05-08T11:59:59Z"], "in_the_past", "due"],
  [["--due", "0s"], "in_the_past", "due"],
  [["--due", "soon"], "not_a_when", "due"],
  [["--not-before", "1.5h"], "not_a_when", "not_before"],
  [["--lease", "9s"], "too_short", "lease"],
  [["--lease", "1y"], "not_a_duration", "lease"],
  [["--retry-delay", "5m"], "needs_other", "retry_delay"],
  [["--max-attempts", "0"], "not_a_whole_number", "max_attempts"],
  [["--max-attempts", "101"], "not_a_whole_number", "max_attempts"],
  [["--max-attempts", "2", "--backoff", "linear"], "not_a_choice", "backoff"],
  [["--max-attempts", "2", "--backoff", "fixed"], "needs_other", "backoff"],
  [["--key-scope", "ever"], "needs_other", "key_scope"],
  [["--max-expiries", "0"], "not_a_whole_number", "max_expiries"],
])("create %j is refused: %s", async (args, problem, parameter) => {
  movingClock();
  const { run } = commandLine();
  expect(await run("create", ...CODER, "--name", "x", ...args)).toMatchObject({
    status: 2,
    json: { code: "INVALID_PARAMS", problem, parameter },
  });
});

test("tasks of a batch can have terms too, and what is wrong with them is told with its item", async () => {
  movingClock();
  const input =
    '[{"name":"x","not_before":"2h","max_attempts":2},{"name":"y","lease":"1h","key":"k","key_scope":"ever"}]';
  const { run } = commandLine({ input });
  expect((await run("create", ...CODER, "--input", "-")).json).toMatchObject({ count: 2 });
  expect((await run("list", ...CODER)).json).toMatchObject({
    pending_tasks: [
      { name: "y", lease_ms: 3_600_000 },
      { name: "x", max_attempts: 2 },
    ],
  });
  const wrong = commandLine({ input: '[{"name":"x"},{"name":"y","retry_delay":"5m"}]' });
  expect((await wrong.run("create", ...CODER, "--input", "-")).json).toMatchObject({ problem: "needs_other", item: 2 });
});

test("a key for ever outlives its task, wherever that has gone", async () => {
  const { run } = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "0" } });
  const create = ["create", ...CODER, "--name", "x", "--key", "nightly", "--key-scope", "ever"];
  expect((await run(...create)).json).toMatchObject({ created: true });
  expect((await run(...create)).json).toMatchObject({ task_id: "task-001", created: false });
  await run("start", ...CODER);
  await run("complete", ...CODER);
  await run("create", ...CODER, "--name", "y");
  await run("cancel", ...CODER, "--task-id", "task-002"); // so that the first is in no list any more
  expect((await run(...create)).json).toMatchObject({
    task_id: "task-001",
    created: false,
    task: { status: "completed" },
    message: "The key is that of task-001 (completed), for ever.",
  });
  expect((await run(...create, "--description", "other")).json).toMatchObject({
    code: "KEY_CONFLICT",
    differs_in: ["description"],
  });
  expect((await run("create", "--agent", "other", "--name", "x", "--key", "nightly")).json).toMatchObject({
    created: true,
  });
});

test("a key for ever goes with its task to another agent", async () => {
  const { run } = commandLine();
  const create = (agent: string) => run("create", "--agent", agent, "--name", "x", "--key", "k", "--key-scope", "ever");
  await create("coder");
  await run("move", ...CODER, "--task-id", "task-001", "--to-agent", "other");
  for (const agent of ["coder", "other"]) {
    expect((await create(agent)).json).toMatchObject({ task_id: "task-001", created: false });
  }
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("a key that a task has for ever is nobody else's, whatever scope is asked for and whichever task comes", async () => {
  const { run } = commandLine();
  const create = (agent: string, ...more: string[]) =>
    run("create", "--agent", agent, "--name", "x", "--key", "k", ...more);
  const ever = ["--key-scope", "ever"];
  await create("coder", ...ever);
  await run("start", ...CODER);
  await run("complete", ...CODER);
  expect((await create("coder")).json).toMatchObject({
    code: "KEY_CONFLICT",
    differs_in: ["key_scope"],
    task_id: "task-001",
  });
  await create("other", ...ever);
  expect((await run("move", "--agent", "other", "--task-id", "task-002", "--to-agent", "coder")).json).toMatchObject({
    code: "KEY_CONFLICT",
    task_id: "task-001",
  });
  await run("move", "--agent", "other", "--task-id", "task-002", "--to-agent", "third");
});

test("keys for ever that are lost are recorded again, also those of a queue that their tasks have left", async () => {
  const { run, root } = commandLine();
  const create = (agent: string) => run("create", "--agent", agent, "--name", "x", "--key", "k", "--key-scope", "ever");
  await create("coder");
  await run("move", ...CODER, "--task-id", "task-001", "--to-agent", "other");
  const [folder = ""] = readdirSync(join(root, "keys"));
  const [file = ""] = readdirSync(join(root, "keys", folder));
  writeFileSync(join(root, "keys", folder, file), "{}");
  expect((await run("doctor")).json).toMatchObject({ sound: false, findings: [{ problem: "key_unreadable" }] });
  rmSync(join(root, "keys"), { recursive: true });
  expect((await run("doctor")).json).toMatchObject({
    findings: [{ problem: "key_missing" }, { problem: "key_missing" }],
  });
  expect((await run("doctor", "--repair")).json).toMatchObject({ sound: true });
  for (const agent of ["coder", "other"]) expect((await create(agent)).json).toMatchObject({ task_id: "task-001" });
});
