import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];
const T1 = [...CODER, "--task-id", "task-001"];

async function leased(...more: string[]) {
  const clock = movingClock();
  const line = commandLine();
  await line.run("create", ...CODER, "--name", "x", "--lease", "1h", ...more);
  await line.run("start", ...CODER);
  const bytes = () => readFileSync(join(line.root, "agents/coder/task-list.json"), "utf8");
  return { ...line, clock, bytes };
}

test("an expired lease is acted on by the next start, which takes the task anew; the first worker is fenced off", async () => {
  const { run, clock, bytes } = await leased();
  clock.move("2h");
  const before = bytes();
  await run("check", ...CODER);
  await run("doctor");
  expect(bytes()).toBe(before);
  expect((await run("start", ...CODER)).json).toMatchObject({
    task_id: "task-001",
    attempt: 2,
    task: { attempts: [{ outcome: "expired" }] },
    expired: { task_id: "task-001", attempt: 1, task_status: "pending" },
  });
  const taken = bytes();
  for (const call of [
    ["complete", ...T1, "--result", "mine"],
    ["fail", ...T1, "--error", "mine"],
    ["note", ...T1, "--message", "mine"],
    ["renew", ...T1],
    ["complete", ...CODER],
  ]) {
    expect(await run(...call, "--attempt", "1")).toMatchObject({
      status: 5,
      json: { code: "SUPERSEDED", outcome: "expired", attempt: 1, current_attempt: 2, task_status: "running" },
    });
  }
  expect(bytes()).toBe(taken);
  expect((await run("complete", ...T1, "--attempt", "2")).status).toBe(0);
  expect((await run("complete", ...T1, "--attempt", "2")).json).toMatchObject({ changed: false });
  expect((await run("complete", ...T1, "--attempt", "1")).json).toMatchObject({ code: "SUPERSEDED" });
});

test("work is never taken from who gives a sign of life", async () => {
  const { run, clock } = await leased();
  const signs = [
    ["note", ...T1, "--message", "still here"],
    ["renew", ...T1, "--attempt", "1"],
    ["start", ...CODER, "--resume"],
  ];
  for (const sign of [...signs, ...signs]) {
    clock.move("59m");
    expect((await run("start", ...CODER)).json).toMatchObject({ code: "AGENT_BUSY" });
    expect((await run(...sign)).status).toBe(0);
  }
  expect((await run("complete", ...T1, "--attempt", "1")).status).toBe(0);
});

test("as long as nobody has acted on it, a lease that ran out can be renewed, and the task ended", async () => {
  const { run, clock } = await leased();
  clock.move("2h");
  await run("renew", ...T1, "--attempt", "1");
  expect((await run("start", ...CODER)).json).toMatchObject({ code: "AGENT_BUSY" });
  clock.move("2h");
  expect((await run("complete", ...T1, "--attempt", "1")).status).toBe(0);
});

test("to go on with a task whose lease ran out is a new attempt, for another may be at the old one", async () => {
  const { run, clock } = await leased();
  expect((await run("start", ...CODER, "--resume")).json).toMatchObject({ resumed: true, attempt: 1 });
  clock.move("2h");
  const { json } = await run("start", ...CODER, "--resume");
  expect(json).toMatchObject({ task_id: "task-001", attempt: 2 });
  expect(json).not.toHaveProperty("resumed");
});

test("where the lease ran out for good and nothing else waits, the start says so, and the task has failed", async () => {
  const { run, clock } = await leased("--max-expiries", "1");
  clock.move("2h");
  expect(await run("start", ...CODER)).toMatchObject({ status: 3, json: { code: "QUEUE_EMPTY" } });
  expect((await run("list", ...CODER)).json).toMatchObject({
    current_task: null,
    failed_tasks: [{ id: "task-001", error_message: "the lease ran out once", attempts: [{ outcome: "expired" }] }],
    totals: { failed: 1 },
  });
  expect((await run("history", ...CODER)).json).toMatchObject({ total: 1 });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("doctor notes a lease that ran out, and finds nothing wrong with it", async () => {
  const { run, clock } = await leased();
  clock.move("2h");
  expect(await run("doctor")).toMatchObject({
    status: 0,
    json: { sound: true, notes: [{ problem: "lease_expired", task_id: "task-001", actual: "1h" }] },
  });
});

test("default_lease leases what has no lease of its own, from its start on", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("config", "set", "default_lease", "1h");
  expect((await run("start", ...CODER)).json).toMatchObject({
    task: { lease_ms: 3_600_000, lease_expires_at: expect.any(String) },
  });
  clock.move("2h");
  await run("config", "set", "default_lease", "none");
  expect((await run("start", ...CODER)).json).toMatchObject({ attempt: 2 });
  expect(await run("config", "set", "default_lease", "5s")).toMatchObject({
    status: 2,
    json: { problem: "too_short", parameter: "default_lease" },
  });
});

test("a task without a lease is nobody else's, however long it runs", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x");
  await run("start", ...CODER);
  clock.move("400d");
  expect((await run("start", ...CODER)).json).toMatchObject({ code: "AGENT_BUSY" });
  expect((await run("renew", ...CODER)).json).toMatchObject({ status: "success", changed: false });
});

test("an attempt without a task's name is refused where it could be one at another task", async () => {
  const { run, clock } = await leased();
  await run("create", ...CODER, "--name", "other");
  clock.move("2h");
  await run("start", ...CODER, "--task-id", "task-002");
  for (const call of [["complete"], ["fail", "--error", "no"], ["note", "--message", "x"], ["renew"]]) {
    expect(await run(...call, ...CODER, "--attempt", "1")).toMatchObject({
      status: 2,
      json: { problem: "needs_other", parameter: "attempt", given: "task_id" },
    });
  }
  expect((await run("complete", ...CODER, "--task-id", "task-002", "--attempt", "1")).status).toBe(0);
});

test("an attempt whose lease ran out for good is over too, for whoever speaks for it", async () => {
  const { run, clock } = await leased("--max-expiries", "1");
  clock.move("2h");
  await run("start", ...CODER);
  for (const call of [["complete"], ["fail", "--error", "mine"], ["note", "--message", "x"]]) {
    expect((await run(...call, ...T1, "--attempt", "1")).json).toMatchObject({
      code: "SUPERSEDED",
      outcome: "expired",
      task_status: "failed",
    });
  }
  await run("retry", ...T1);
  expect((await run("start", ...CODER)).json).toMatchObject({
    attempt: 2,
    task: { attempts: [{ outcome: "expired" }] },
  });
});

test("a start that is refused has acted on the lease nevertheless, and tells what is so", async () => {
  const { run, clock } = await leased("--max-expiries", "1");
  clock.move("2h");
  expect((await run("start", ...T1)).json).toMatchObject({ code: "INVALID_TRANSITION", task_status: "failed" });
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({ task: { status: "failed" } });
});
