import { expect, test, vi, onTestFinished } from "vitest";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const CODER = ["--agent", "coder"];

/** A task that waits for a minute, runs for so long, and ends so. */
async function work({ run }: CommandLine, move: (by: string) => void, end: readonly string[], ...about: string[]) {
  await run("create", ...CODER, "--name", "x", ...about);
  move("60s");
  await run("start", ...CODER);
  move("10m");
  await run(end[0]!, ...CODER, ...end.slice(1));
}

/** The clock at noon of 8 May 2026; a task was completed 20 days before and two now, and one has failed. */
async function aMonth(): Promise<CommandLine & { readonly move: (by: string) => void }> {
  const { move } = movingClock();
  const line = commandLine();
  move("-20d");
  await work(line, move, ["complete"]);
  move("20d");
  await work(line, move, ["fail", "--error", "no answer in 30s"], "--group", "g");
  await work(line, move, ["complete"], "--group", "g", "--tag", "t");
  await work(line, move, ["complete"]);
  return { ...line, move };
}

const MINUTE = 60_000;

test("the period is the last 14 days, whatever is older in the total", async () => {
  const { run } = await aMonth();
  const { json } = await run("stats");
  expect(json).toMatchObject({
    agent_id: null,
    total: { completed: 3, failed: 1, all: 4 },
    success_rate: 0.75,
    avg_completion_time: "10m",
    completion: { count: 2, mean_ms: 10 * MINUTE, p50_ms: 10 * MINUTE, p95_ms: 10 * MINUTE },
    waiting: { count: 3, mean_ms: MINUTE },
    failures: [{ cause: "no answer in <number>s", count: 1, last_task_id: "task-002" }],
    other_failures: 0,
    agents: [{ agent_id: "coder", completed: 2, failed: 1, cancelled: 0, success_rate: 0.67, waiting: { count: 3 } }],
  });
  const { throughput } = json as { throughput: readonly { day: string }[] };
  expect(throughput).toHaveLength(14);
  expect(throughput.at(0)).toEqual({ day: "2026-04-25", completed: 0, failed: 0, cancelled: 0 });
  expect(throughput.at(-1)).toEqual({ day: "2026-05-08", completed: 2, failed: 1, cancelled: 0 });
});

test("of one agent nothing is said of others", async () => {
  const { run } = await aMonth();
  const { json } = await run("stats", ...CODER);
  expect(json).not.toHaveProperty("agents");
  expect(json).toMatchObject({ agent_id: "coder", completion: { count: 2 } });
  expect((await run("stats", "--agent", "nobody")).json).toMatchObject({ completion: { count: 0, p50_ms: null } });
});

test("since a time, the total counts of what has ended what has since then", async () => {
  const { run } = await aMonth();
  await run("create", ...CODER, "--name", "waits");
  expect((await run("stats", "--since", "10m")).json).toMatchObject({
    total: { current: 0, pending: 1, completed: 1, failed: 0, cancelled: 0, all: 2 },
    success_rate: 1,
    completion: { count: 1 },
    failures: [],
  });
  expect((await run("stats", "--since", "30d")).json).toMatchObject({
    total: { pending: 1, completed: 3, failed: 1, all: 5 },
    avg_completion_time: "10m",
  });
  const { json } = await run("stats", "--since", "2026-04-18");
  expect(json).toMatchObject({ total: { completed: 3 } });
  expect(json["throughput"]).toHaveLength(21);
});

test("labels choose tasks of the total and of the period, with --since too", async () => {
  const { run } = await aMonth();
  expect((await run("stats", "--group", "g")).json).toMatchObject({
    total: { completed: 1, failed: 1, all: 2 },
    waiting: { count: 2 },
    failures: [{ count: 1 }],
  });
  expect((await run("stats", "--group", "g", "--tag", "t")).json).toMatchObject({
    waiting: { count: 1 },
    failures: [],
  });
  await run("create", ...CODER, "--name", "waits", "--group", "g");
  expect((await run("stats", "--group", "g", "--since", "20m")).json).toMatchObject({
    total: { pending: 1, completed: 1, failed: 0, all: 2 },
    completion: { count: 1 },
  });
});

test.each([
  ["2030-01-01", "in_the_future"],
  ["soon", "not_a_when"],
  ["", "not_a_when"],
])("--since %j is refused", async (since, problem) => {
  const { run } = await aMonth();
  const { status, json } = await run("stats", "--since", since);
  expect([status, json["code"], json["problem"], json["parameter"]]).toEqual([2, "INVALID_PARAMS", problem, "since"]);
});

test("a period of many years has a day for each of the last 366", async () => {
  const { run } = await aMonth();
  const { json } = await run("stats", "--since", "2001-01-01");
  expect(json["throughput"]).toHaveLength(366);
  expect(json).toMatchObject({ completion: { count: 3 } });
});

test("a lease that ran out is a failure, with a cause of its own", async () => {
  const { move } = movingClock();
  const { run } = commandLine();
  await run("create", ...CODER, "--name", "x", "--lease", "10s", "--max-expiries", "1");
  await run("start", ...CODER);
  move("60s");
  await run("start", ...CODER);
  expect((await run("stats")).json).toMatchObject({
    total: { failed: 1 },
    failures: [{ cause: "the lease ran out", count: 1, last_task_id: "task-001" }],
  });
});

test.each([
  ["Europe/Berlin", "2026-03-30T10:00:00Z", "2026-03-29", 23], // clocks go forward
  ["Europe/Berlin", "2026-10-26T10:00:00Z", "2026-10-25", 25], // and back
  ["Asia/Shanghai", "2026-10-26T10:00:00Z", "2026-10-25", 24],
  ["America/Santiago", "2026-09-07T10:00:00Z", "2026-09-06", 23], // there it is midnight that is left out
])("a day of %s has as many hours as it has (%s)", async (zone, now, day, hours) => {
  vi.stubEnv("TZ", zone);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { localDays } = await import("../../src/app/local-days.ts");
  const to = Date.parse(now);
  const days = localDays({ from: to - 13 * 86_400_000, to }, 366);
  expect(new Set(days.map((each) => each.day)).size).toBe(days.length);
  const position = days.findIndex((each) => each.day === day);
  expect((days[position + 1]!.from - days[position]!.from) / 3_600_000).toBe(hours);
  expect(days.length).toBe(14);
});
