import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { meanwhile } from "../helpers/meanwhile.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];

/** A command line whose reader leaves when it has so many lines, on the same root. */
function readerOf(root: string, lines: number, around: Parameters<typeof commandLine>[0] = {}) {
  return commandLine({ ...around, env: { AGENT_TASKS_ROOT: root, TZ: "UTC" }, leavesAfter: lines }).run;
}

function seqsOf(stdout: string): readonly number[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { seq: number }).seq);
}

async function aTask(run: ReturnType<typeof commandLine>["run"]): Promise<void> {
  await run("create", ...CODER, "--name", "Fix the login\u001b[2J");
  await run("start", ...CODER);
  await run("fail", ...CODER, "--error", "no access");
}

test("watch prints a line for each thing that happens", async () => {
  movingClock();
  const { root, run } = commandLine();
  await aTask(run);
  const watching = readerOf(root, 2)("watch", "--since", "3");
  await run("retry", ...CODER, "--task-id", "task-001");
  await run("cancel", ...CODER, "--task-id", "task-001", "--reason", "twice");
  await run("create", ...CODER, "--name", "last");
  const { status, stdout, stderr } = await watching;
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
    "{"seq":4,"at":"2026-05-08T12:00:00.000+00:00","agent_id":"coder","task_id":"task-001","action":"retry","old_status":"failed","new_status":"pending","operator":"coder","name":"Fix the login\\u001b[2J"}
    {"seq":5,"at":"2026-05-08T12:00:00.000+00:00","agent_id":"coder","task_id":"task-001","action":"cancel","old_status":"pending","new_status":"cancelled","operator":"coder","message":"twice"}
    "
  `);
});

test("without a seq it begins with what happens from now on", async () => {
  const { root, run } = commandLine();
  await aTask(run);
  const watched = await meanwhile(readerOf(root, 3)("watch"), () => run("create", ...CODER, "--name", "x"));
  const [first = 0, ...others] = seqsOf(watched.stdout);
  expect(first).toBeGreaterThan(3);
  expect(others).toEqual([first + 1, first + 2]);
});

test("it goes on behind a seq, with what is chosen", async () => {
  movingClock();
  const { root, run } = commandLine();
  await aTask(run);
  await run("create", "--agent", "other", "--name", "x");
  await run("create", ...CODER, "--name", "y");
  const lines = async (count: number, ...flags: string[]) =>
    seqsOf((await readerOf(root, count)("watch", ...flags)).stdout);
  const last = run("create", ...CODER, "--name", "z");
  expect(await lines(2, "--since", "3")).toEqual([4, 5]);
  expect(await lines(1, "--since", "3", ...CODER)).toEqual([5]);
  expect(await lines(1, "--since", "0", "--action", "create")).toEqual([1]);
  expect(await lines(2, "--since", "0", "--task-id", "task-001")).toEqual([1, 2]);
  await last;
});

test("a person reads a line, and no control character", async () => {
  movingClock();
  const { root, run } = commandLine();
  await aTask(run);
  const person = readerOf(root, 2, { isTerminal: true });
  await run("create", ...CODER, "--name", "x");
  expect((await person("watch", "--since", "0")).stdout).toMatchInlineSnapshot(`
    "1  2026-05-08 12:00:00  coder  task-001  create  pending  Fix the login\\u001b[2J
    2  2026-05-08 12:00:00  coder  task-001  start  running
    "
  `);
  expect((await readerOf(root, 1)("watch", "--since", "2", "--output", "plain")).stdout).toMatchInlineSnapshot(`
    "3	2026-05-08T12:00:00.000+00:00	coder	task-001	fail	running	failed	coder		no access
    "
  `);
});

test("with --full a line is what stands in the journal", async () => {
  const { root, run } = commandLine();
  await aTask(run);
  const { stdout } = await readerOf(root, 1)("watch", "--since", "1", "--full");
  expect(JSON.parse(stdout)).toMatchObject({ seq: 2, revision: 2, changes: { status: "running" } });
});

test.each([
  [["--since", "4"], "seq_to_come"],
  [["--since", "x"], "not_a_whole_number"],
  [["--since=-1"], "not_a_whole_number"],
  [["--operator", "x"], "unknown_option"],
])("watch %j is refused", async (flags, problem) => {
  const { run } = commandLine();
  await aTask(run);
  const refused = await run("watch", ...flags);
  expect(refused).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", problem } });
});

test("a root that goes while it is watched ends it", async () => {
  const { root, run } = commandLine();
  await aTask(run);
  const watching = readerOf(root, 9)("watch", "--since", "2");
  rmSync(root, { recursive: true });
  const { status, stdout } = await watching;
  expect(status).toBe(1);
  expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ status: "error", code: "IO_ERROR" });
});

test("a disk that is full is told, a reader that has gone is not", async () => {
  const { root, run } = commandLine();
  await aTask(run);
  const full = commandLine({
    env: { AGENT_TASKS_ROOT: root },
    onWrite: () => {
      throw Object.assign(new Error(), { code: "ENOSPC" });
    },
  });
  expect(await full.run("watch", "--since", "0")).toMatchObject({
    status: 1,
    stderr: "nothing more can be written (ENOSPC)\n",
  });
  expect(await readerOf(root, 0)("watch", "--since", "0")).toMatchObject({ status: 1, stderr: "", stdout: "" });
});

test("watch --ready says only what has become ready, and goes on from where another stopped", async () => {
  const { root, run } = commandLine();
  await run("create", "--agent", "a", "--name", "first");
  await run("create", "--agent", "b", "--name", "second", "--depends-on", "task-001", "--group", "g");
  // Its reader leaves with the first line, and that is seen when there is a second.
  const ready = (...flags: readonly string[]) =>
    meanwhile(readerOf(root, 1)("watch", "--ready", ...flags), () =>
      run("create", "--agent", "b", "--name", "x", "--group", "g"),
    );
  expect(JSON.parse((await ready("--since", "0")).stdout)).toEqual({
    seq: expect.any(Number),
    at: expect.any(String),
    agent_id: "a",
    task_id: "task-001",
    action: "ready",
    name: "first",
    priority: 5,
  });
  await run("start", "--agent", "a");
  await run("complete", "--agent", "a");
  const { stdout } = await ready("--since", "2", "--group", "g", "--output", "plain");
  expect(stdout).toMatch(/^\d+\t\S+\tb\ttask-002\tready\t5\tsecond\n$/);
  expect(JSON.parse((await ready("--agent", "b")).stdout)).toMatchObject({ agent_id: "b", name: "x" });
});

test.each([["--task-id", "task-001"], ["--action", "create"], ["--full"]])(
  "watch --ready does not go with %s",
  async (...flags) => {
    const { run } = commandLine();
    await run("create", ...CODER, "--name", "x");
    expect((await run("watch", "--ready", ...flags)).json).toMatchObject({ problem: "not_together" });
  },
);
