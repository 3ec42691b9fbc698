import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { widthOf } from "../../src/cli/output/width.ts";
import { commandLine } from "../helpers/command-line.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const PLAIN = { env: { NO_COLOR: "1" } };
const TERMINAL = { ...PLAIN, isTerminal: true, columns: 80, rows: 24 };

/** Agents by what they are at: one hangs, one starves, one has failed, one works, and one has nothing to do. */
async function shop(around: Parameters<typeof commandLine>[0] = TERMINAL) {
  const { move } = movingClock();
  const line = commandLine(around);
  const { run } = line;
  await run("create", "--agent", "hangs", "--name", "Fix the login");
  await run("start", "--agent", "hangs");
  await run("create", "--agent", "starves", "--name", "Write the report");
  move("2h");
  await run("create", "--agent", "idle", "--name", "Later", "--not-before", "2d");
  await run("create", "--agent", "fails", "--name", "Deploy");
  await run("start", "--agent", "fails");
  await run("fail", "--agent", "fails", "--error", "no access");
  await run("create", "--agent", "works", "--name", "Review");
  await run("create", "--agent", "works", "--name", "Merge");
  await run("start", "--agent", "works");
  await run("complete", "--agent", "works");
  await run("start", "--agent", "works");
  move("3m");
  return { ...line, move };
}

describe("a board", () => {
  test("shows at 80 columns what needs a person, and each agent in a line", async () => {
    const { run } = await shop();
    expect((await run("board")).stdout).toMatchInlineSnapshot(`
      "3 need you  2 running  1 ready  1 waiting  1 failed  1 done today  5 agents

      NEEDS YOU (3)    AGENT    ID        SINCE   NAME
      no sign of life  hangs    task-001  2h ago  Fix the login
      nobody takes it  starves  task-002  2h ago  Write the report
      failed           fails    task-004  3m ago  Deploy

      AGENT    WAIT  READY  RUN  FAIL  DONE  TASK                             SINCE
      fails       0      0    0     1     0
      hangs       0      0    1     0     0  task-001 Fix the login           2h ago
      starves     0      1    0     0     0  next: task-002 Write the report
      works       0      0    1     0     1  task-006 Merge                   3m ago
      1 quiet: idle
      "
    `);
  });

  test("shows at 60 columns as much as there is room for, in Chinese too", async () => {
    const { run } = await shop({ ...TERMINAL, columns: 60 });
    expect((await run("board", "--lang", "zh")).stdout).toMatchInlineSnapshot(`
      "需要处理 3  执行中 2  就绪 1  等待 1  失败 1  今日完成 1

      需要处理 (3)  AGENT    ID        始于     名称
      没有动静      hangs    task-001  2小时前  Fix the login
      无人领取      starves  task-002  2小时前  Write the report
      失败          fails    task-004  3分钟前  Deploy

      AGENT    等待  就绪  执行  失败  完成  任务          始于
      fails       0     0     0     1     0
      hangs       0     0     1     0     0  task-001 Fi…  2小时前
      starves     0     1     0     0     0  下一个：tas…
      works       0     0     1     0     1  task-006 Me…  3分钟前
      1 个空闲：idle
      "
    `);
  });

  test("shows from 120 columns on the tasks under each state", async () => {
    const { run } = await shop({ ...TERMINAL, columns: 120 });
    expect((await run("board", "--utc")).stdout).toMatchInlineSnapshot(`
      "3 need you  2 running  1 ready  1 waiting  1 failed  1 done today  5 agents  2026-05-08 14:03:00Z

      NEEDS YOU (3)    AGENT    ID        SINCE                 NAME
      no sign of life  hangs    task-001  2026-05-08 12:00:00Z  Fix the login
      nobody takes it  starves  task-002  2026-05-08 12:00:00Z  Write the report
      failed           fails    task-004  2026-05-08 14:00:00Z  Deploy

      AGENT    WAITING  READY                       RUNNING                     FAILED                      DONE TODAY
      fails    0        0                           0                           1 task-004 (2026-05-08 14…  0
      hangs    0        0                           1 task-001 (2026-05-08 12…  0                           0
      starves  0        1 task-002 Write the repo…  0                           0                           0
      works    0        0                           1 task-006 (2026-05-08 14…  0                           1 task-005 Review
      1 quiet: idle
      "
    `);
  });

  test("where no terminal is, it shows everything", async () => {
    const { run } = await shop(PLAIN);
    const { stdout } = await run("board", "--output", "table");
    expect(stdout).toMatch(/^idle /m);
    expect(stdout).not.toContain("quiet");
  });

  test("for programs it is one document, and a line an agent", async () => {
    const { run } = await shop(PLAIN);
    const { json } = await run("board");
    expect(json).toMatchObject({
      status: "success",
      stuck: [
        { kind: "silent", agent_id: "hangs", task_id: "task-001", name: "Fix the login", ms: 7_380_000, count: 1 },
        { kind: "starving", agent_id: "starves", task_id: "task-002", count: 1 },
        { kind: "failed", agent_id: "fails", task_id: "task-004", ms: 180_000, count: 1 },
      ],
      totals: { waiting: 1, ready: 1, running: 2, failed: 1, done_today: 1, agents: 5 },
    });
    expect((await run("board", "--output", "plain")).stdout).toBe(
      [
        "fails\t0\t0\t0\t1\t0\t",
        "hangs\t0\t0\t1\t0\t0\ttask-001",
        "starves\t0\t1\t0\t0\t0\t",
        "works\t0\t0\t1\t0\t1\ttask-006",
        "idle\t1\t0\t0\t0\t0\t",
        "",
      ].join("\n"),
    );
  });

  test("names are cut to 80 characters for programs", async () => {
    const { run } = commandLine();
    await run("create", "--agent", "coder", "--name", "长".repeat(500));
    const { json } = await run("board");
    expect(json["agents"]).toMatchObject([{ next_task: { name: `${"长".repeat(79)}…` } }]);
  });

  test("of an agent, or of what belongs together, it shows only that", async () => {
    const { run } = commandLine();
    await run("create", "--agent", "ann", "--name", "one", "--group", "v2", "--tag", "x");
    await run("create", "--agent", "ann", "--name", "two");
    await run("create", "--agent", "bob", "--name", "three", "--tag", "x");
    const totals = async (...flags: readonly string[]) => (await run("board", ...flags)).json["totals"];
    expect(await totals()).toMatchObject({ ready: 3, agents: 2 });
    expect(await totals("--agent", "Ann")).toMatchObject({ ready: 2, agents: 1 });
    expect(await totals("--group", "v2")).toMatchObject({ ready: 1, agents: 1 });
    expect(await totals("--tag", "x")).toMatchObject({ ready: 2, agents: 2 });
    expect(await totals("--agent", "nobody")).toMatchObject({ ready: 0, agents: 0 });
  });

  test("says when a silence is too long, as it is told", async () => {
    const { run } = await shop(PLAIN);
    const kinds = async (...flags: readonly string[]) =>
      ((await run("board", ...flags)).json["stuck"] as { kind: string }[]).map(({ kind }) => kind);
    expect(await kinds("--stale", "3h")).toEqual(["failed"]);
    expect(await kinds("--stale", "2m")).toEqual(["silent", "silent", "starving", "failed"]);
    expect((await run("board", "--stale", "soon")).status).toBe(2);
  });

  test("a queue on hold says so", async () => {
    const { run } = commandLine(TERMINAL);
    await run("create", "--agent", "coder", "--name", "one");
    await run("start", "--agent", "coder");
    await run("create", "--agent", "coder", "--name", "two");
    await run("complete", "--agent", "coder");
    await run("create", "--agent", "bob", "--name", "three");
    await run("hold", "--agent", "coder", "--reason", "release \u001b[31mfreeze");
    expect((await run("board", "--all")).stdout).toMatch(/^coder .* on hold: release \\u001b\[31mfreeze/m);
    expect((await run("board", "--output", "json")).json["agents"]).toMatchObject([
      { agent_id: "bob" },
      { agent_id: "coder", hold: { reason: "release \u001b[31mfreeze" }, counts: { waiting: 1, ready: 0 } },
    ]);
  });

  test("a list that cannot be read has a line, and the other agents are there", async () => {
    const { run, root } = await shop();
    writeFileSync(join(root, "agents", "works", "task-list.json"), "{");
    const { status, stdout } = await run("board");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^cannot be read +works .*see: agent-tasks doctor$/m);
    expect(stdout).toMatch(/^no sign of life +hangs/m);
    expect((await run("board", "--output", "json")).json["stuck"]).toMatchObject([
      { kind: "unreadable", agent_id: "works", task_id: null, since: null, code: "STORE_CORRUPT" },
      {},
      {},
      {},
    ]);
  });

  test("where nothing is yet it says how to begin, and where nothing is like that how to see the rest", async () => {
    const line = commandLine(TERMINAL);
    expect((await line.run("board", "--output", "json")).json).toMatchObject({ code: "IO_ERROR" });
    mkdirSync(line.root);
    expect((await line.run("board")).stdout).toBe(
      'No agent has a queue yet. Add a task:\n  agent-tasks create --agent coder --name "..."\n',
    );
    const { run } = await shop();
    expect((await run("board", "--group", "none")).stdout).toBe(
      "No task is like that. See all queues:\n  agent-tasks board\n",
    );
  });
});

describe("what was done today", () => {
  test("is counted truly, also where the lists hold only the newest, and no further back than midnight", async () => {
    const { move } = movingClock();
    const { run, root } = commandLine(PLAIN);
    mkdirSync(root);
    writeFileSync(join(root, "config.json"), '{"keep_finished": 2}');
    const work = async (agent: string, times: number) => {
      for (let n = 0; n < times; n += 1) {
        await run("create", "--agent", agent, "--name", "one", ...(n === 0 ? ["--group", "g"] : []));
        await run("start", "--agent", agent);
        await run("complete", "--agent", agent);
      }
    };
    const done = async (...flags: readonly string[]) =>
      ((await run("board", ...flags)).json["agents"] as { counts: { done_today: number } }[]).map(
        ({ counts }) => counts.done_today,
      );
    await work("ann", 4);
    await work("bob", 1);
    expect(await done()).toEqual([4, 1]);
    expect(await done("--group", "g")).toEqual([1, 1]);
    move("24h");
    expect(await done()).toEqual([0, 0]);
    await work("ann", 3);
    expect(await done()).toEqual([3, 0]);
  });
});

describe("on a terminal", () => {
  test("it takes no more lines than there are, and says what it has left out", async () => {
    const { run, root } = commandLine(TERMINAL);
    for (let n = 1; n <= 30; n += 1) await run("create", "--agent", `agent-${n}`, "--name", "Next");
    const sizes = [
      [80, 24],
      [60, 10],
      [200, 30],
      [80, 5],
      [80, 2],
    ] as const;
    for (const [columns, rows] of sizes) {
      const seen = commandLine({ isTerminal: true, columns, rows, env: { NO_COLOR: "1", AGENT_TASKS_ROOT: root } });
      const lines = (await seen.run("board")).stdout.trimEnd().split("\n");
      expect([columns, rows, lines.length < rows]).toEqual([columns, rows, true]);
      expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
      expect(lines.at(-1)).toMatch(/more.*board --all/);
    }
    expect((await run("board", "--all")).stdout.match(/^agent-\d+ /gm)).toHaveLength(30);
  });

  test("agents with nothing to do are one line, with as many names as there is room for", async () => {
    const { run } = commandLine(TERMINAL);
    for (let n = 1; n <= 30; n += 1) {
      await run("create", "--agent", `idle-${n}`, "--name", "Later", "--not-before", "2d");
    }
    await run("create", "--agent", "works", "--name", "Next");
    const lines = (await run("board")).stdout.trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(/^30 quiet: idle-1, idle-10, .* \.\.\. and \d+ more$/);
    expect(widthOf(lines.at(-1) ?? "")).toBeLessThanOrEqual(80);
  });

  test("columns stand below one another, whatever stands in them", async () => {
    const { run } = commandLine(TERMINAL);
    for (const [n, name] of ["修复登录页面", "🚀 go", "e\u0301tude", "plain"].entries()) {
      await run("create", "--agent", `agent-${n}`, "--name", name);
      await run("start", "--agent", `agent-${n}`);
    }
    const lines = (await run("board")).stdout.split("\n").filter((line) => line.startsWith("agent-"));
    const places = lines.map((line) => widthOf(line.slice(0, line.search(/just now$/))));
    expect(new Set(places).size).toBe(1);
  });

  test("every state stands there in words or numbers: colours only repeat it", async () => {
    const { run } = await shop();
    const plain = (await run("board")).stdout;
    const coloured = await shop({ isTerminal: true, columns: 80, rows: 24 });
    const { stdout } = await coloured.run("board");
    expect(stdout).not.toBe(plain);
    // oxlint-disable-next-line no-control-regex
    expect(stdout.replaceAll(/\u001b\[\d+m/g, "")).toBe(plain);
  });
});

test("the board reads, and writes nothing", async () => {
  const { run, root } = await shop(PLAIN);
  const before = readFileSync(join(root, "index.json"), "utf8");
  await run("board");
  expect(readFileSync(join(root, "index.json"), "utf8")).toBe(before);
});
