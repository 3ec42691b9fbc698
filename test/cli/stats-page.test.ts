import { describe, expect, onTestFinished, test, vi } from "vitest";
import { widthOf } from "../../src/cli/output/width.ts";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const ERRORS = ["no answer in 30s", "no answer in 45s", "测试失败：3 个用例未通过", "disk \u001b[31mfull\u202e"];

/** What ended in two weeks: two agents, with failures of three causes; the last on noon of 8 May 2026. */
async function twoWeeks(around: Parameters<typeof commandLine>[0]) {
  const { move } = movingClock();
  vi.stubEnv("TZ", "UTC");
  onTestFinished(() => void vi.unstubAllEnvs());
  const env = { NO_COLOR: "1", ...around?.env };
  const line = commandLine({ ...around, env });
  const { run } = line;
  move("-12d");
  for (let day = 0; day < 12; day += 1) {
    for (let n = 0; n <= day % 4; n += 1) {
      const agent = ["--agent", n % 2 === 0 ? "coder" : "reviewer"];
      const isFailed = n === 2 || (n === 0 && day === 4);
      await run("create", ...agent, "--name", "x");
      move(`${10 * (n + 1)}s`);
      await run("start", ...agent);
      move(`${n + 1}m`);
      await run(...(isFailed ? ["fail", "--error", ERRORS[day % 4]!] : ["complete"]), ...agent);
    }
    move("1d");
  }
  return line;
}

describe("the page of stats", () => {
  test("says how the work went in all, by agent and by day, and why attempts failed", async () => {
    const { run } = await twoWeeks({ isTerminal: true, columns: 80 });
    const { stdout } = await run("stats");
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      All agents, 2026-04-25 00:00 to 2026-05-08 13:10
      Now: 0 running, 0 pending
      In all: 23 completed, 7 failed, 0 cancelled

      AGENT     DONE  FAILED  CANCELLED  RATE    MEAN  P50  P95  WAIT P50  WAIT P95
      all         23       7          0   77%  1m 46s   2m   4m       20s       40s
      coder       11       7          0   61%      1m   1m   1m       10s       30s
      reviewer    12       0          0  100%  2m 30s   2m   4m       20s       40s

      By day
                 ▃  ▆  ▆  █     ▆  ▆  █  ▃  ▆  ▆  █
      DONE    0  1  2  2  3  0  2  2  3  1  2  2  3  0
      FAILED  0  0  0  1  1  1  0  1  1  0  0  1  1  0
      day    25 26 27 28 29 30 01 02 03 04 05 06 07 08

      Why attempts failed
      COUNT  CAUSE                            LAST TASK  WHEN
          3  disk \\u001b[<number>mfull\\u202e  task-029   24h ago
          3  测试失败：<number> 个用例未通过  task-026   2d ago
          1  no answer in <number>s           task-011   8d ago
      "
    `);
  });

  test("in Chinese, of one agent", async () => {
    const { run } = await twoWeeks({ isTerminal: true, columns: 80 });
    const { stdout } = await run("stats", "--agent", "coder", "--since", "40d", "--utc", "--lang", "zh");
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      coder，2026-03-29 13:10Z 至 2026-05-08 13:10Z
      当前：执行中 0，待执行 0

      AGENT  完成  失败  取消  成功率  平均用时  P50  P95  等待 P50  等待 P95
      coder    11     7     0     61%        1m   1m   1m       10s       30s

      最近 41 天每日完成
                                  ████ ███████
      2026-03-29                     2026-05-08

      失败原因
      次数  原因                             最近的任务  时间
         3  disk \\u001b[<number>mfull\\u202e  task-029    2026-05-07 13:05:20Z
         3  测试失败：<number> 个用例未通过  task-026    2026-05-06 12:58:20Z
         1  no answer in <number>s           task-011    2026-04-30 12:24:30Z
      "
    `);
  });

  test.each([
    [20, "en"],
    [40, "zh"],
    [60, "en"],
    [60, "zh"],
    [80, "en"],
    [80, "zh"],
    [120, "en"],
    [200, "zh"],
  ])("no line is wider than a terminal of %i columns (%s)", async (columns, lang) => {
    const { run } = await twoWeeks({ isTerminal: true, columns });
    for (const flags of [[], ["--since", "300d"], ["--agent", "coder"]]) {
      const { stdout } = await run("stats", "--lang", lang, ...flags);
      expect(Math.max(...stdout.split("\n").map(widthOf))).toBeLessThanOrEqual(columns);
    }
  });

  test("what is said of a failure steers no terminal", async () => {
    const { run } = await twoWeeks({ isTerminal: true, columns: 120 });
    // oxlint-disable-next-line no-control-regex
    expect((await run("stats")).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test("colours say nothing that does not stand there in words", async () => {
    const plain = await (await twoWeeks({ isTerminal: true, columns: 80 })).run("stats");
    const { run } = await twoWeeks({ isTerminal: true, columns: 80, env: { NO_COLOR: "" } });
    const { stdout } = await run("stats");
    expect(stdout).toContain("\u001b[32m");
    // oxlint-disable-next-line no-control-regex
    expect(stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain.stdout);
  });

  test("without a task it says how to begin", async () => {
    const { run } = commandLine({ isTerminal: true, columns: 80 });
    await run("create", "--agent", "coder", "--name", "x");
    expect((await run("stats", "--agent", "writer")).stdout).toBe(
      'There are no tasks yet. Add one:\n  agent-tasks create --agent writer --name "..."\n',
    );
  });

  test("where nothing has ended it says so", async () => {
    movingClock();
    const { run } = commandLine({ isTerminal: true, columns: 80 });
    await run("create", "--agent", "coder", "--name", "x");
    const { stdout } = await run("stats", "--since", "2h", "--absolute", "--lang", "zh");
    expect(stdout).toContain("当前：执行中 0，待执行 1");
    expect(stdout).toContain("这段时间内没有任务结束。");
  });
});

test("plain has a figure a line, the ones of the total first", async () => {
  const { run } = await twoWeeks({});
  const { stdout } = await run("stats", "--output", "plain");
  const rows = stdout.split("\n").map((line) => line.split("\t"));
  expect(rows.slice(0, 8).map(([name]) => name)).toEqual([
    "current",
    "pending",
    "completed",
    "failed",
    "cancelled",
    "all",
    "success_rate",
    "avg_completion_time",
  ]);
  expect(Object.fromEntries(rows)).toMatchObject({ completion_count: "23", waiting_p50_ms: "20000" });
});
