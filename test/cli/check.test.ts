import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];

test("check says in one line what there is to do", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  const line = async (...more: string[]) => (await run("check", ...CODER, ...more)).stdout;
  await run("create", "--agent", "other", "--name", "x");
  expect(await line()).toBe("NO_REPLY\n");
  await run("create", ...CODER, "--name", "Write tests");
  clock.move("2h");
  await run("create", ...CODER, "--name", "Fix login", "--priority", "8");
  await run("create", ...CODER, "--name", "later", "--priority", "9", "--not-before", "1h");
  expect(await line()).toBe('WORK_NEEDED task-003 p8 "Fix login" (2 ready, 1 waiting, oldest 2h)\n');
  await run("start", ...CODER);
  clock.move("90s");
  expect(await line()).toBe('RESUME task-003 p8 "Fix login" (attempt 1, running 1m, 1 ready)\n');
  await run("complete", ...CODER);
  await run("start", ...CODER);
  await run("complete", ...CODER);
  expect(await line()).toBe("NO_REPLY\n");
  clock.move("1h");
  expect(await line()).toBe('WORK_NEEDED task-004 p9 "later" (1 ready, oldest 1h)\n');
});

test("who holds a lease is at work, until it has run out", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--lease", "1h");
  await run("create", ...CODER, "--name", "y");
  await run("start", ...CODER);
  clock.move("59m");
  expect((await run("check", ...CODER)).stdout).toBe("NO_REPLY\n");
  clock.move("61m");
  expect((await run("check", ...CODER)).stdout).toBe(
    'RESUME task-001 p5 "x" (attempt 1, running 2h, lease out for 1h, 1 ready)\n',
  );
});

test("the exit status says it too, if it is asked to", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  expect(await run("check", ...CODER, "--exit-code")).toMatchObject({ status: 0 });
  expect(await run("check", "--agent", "idle", "--exit-code")).toMatchObject({ status: 3, stdout: "NO_REPLY\n" });
  expect(await run("check", "--agent", "idle")).toMatchObject({ status: 0 });
  expect(await run("check", "--agent", "idle", "--exit-code", "--output", "json")).toMatchObject({
    status: 3,
    json: { status: "success", answer: "NO_REPLY", ready: 0 },
  });
});

test("the quiet word is chosen by its caller, and stands alone on its line", async () => {
  const { run } = commandLine();
  await run("create", "--agent", "other", "--name", "x");
  const ask = (word: string) => run("check", ...CODER, "--quiet-token", word);
  expect((await ask("HEARTBEAT_OK")).stdout).toBe("HEARTBEAT_OK\n");
  for (const word of ["", " ", "a\nb", "\u001b[2J", "x".repeat(101)]) {
    expect(await ask(word)).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", parameter: "quiet_token" } });
  }
});

test("it is a line whatever the settings say, and another format only if the call says so", async () => {
  for (const env of [{ AGENT_TASKS_OUTPUT: "json" }, { AGENT_TASKS_OUTPUT: "plain" }, { AGENT_TASKS_OUTPUT: "" }]) {
    const { run } = commandLine({ env });
    await run("create", ...CODER, "--name", "x");
    expect((await run("check", ...CODER)).stdout).toBe('WORK_NEEDED task-001 p5 "x" (1 ready, oldest 0s)\n');
    expect((await run("check", ...CODER, "--lang", "zh")).stdout).toMatch(/^WORK_NEEDED .*oldest 0s\)\n$/);
    expect((await run("check", ...CODER, "--output", "json")).json).toMatchObject({
      answer: "WORK_NEEDED",
      task_id: "task-001",
      task_name: "x",
      priority: 5,
    });
  }
});

test("a name of others neither breaks the line nor steers the terminal", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", 'a "b"\n\u001b[2J\u202e'.padEnd(400, "字"));
  const { stdout } = await run("check", ...CODER);
  expect(stdout.match(/\n/g)).toHaveLength(1);
  // oxlint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(stdout.length).toBeLessThan(250);
});

test("a queue on hold has nothing to do", async () => {
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("hold", ...CODER);
  expect((await run("check", ...CODER)).stdout).toBe("NO_REPLY\n");
  expect((await run("check", ...CODER, "--output", "json")).json).toMatchObject({ ready: 0, waiting: 1, held: true });
});
