import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busyQueue } from "../helpers/busy-queue.ts";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

test("list-all counts every queue", async () => {
  const { run } = await busyQueue();
  await run("create", "--agent", "other", "--name", "x", "--agent-name", "Other");
  expect((await run("list-all")).json).toEqual({
    status: "success",
    agents: [
      {
        agent_id: "coder",
        agent_name: "coder",
        task_count: { current: 1, pending: 2, completed: 1, failed: 1 },
        last_updated: expect.any(String),
      },
      {
        agent_id: "other",
        agent_name: "Other",
        task_count: { current: 0, pending: 1, completed: 0, failed: 0 },
        last_updated: expect.any(String),
      },
    ],
    total_tasks: { current: 1, pending: 3, completed: 1, failed: 1 },
  });
  expect((await run("list-all", "--output", "plain")).stdout).toBe("coder\t1\t2\t1\t1\nother\t0\t1\t0\t0\n");
});

test("stats of an agent and of all", async () => {
  const { run } = await busyQueue();
  await run("create", "--agent", "other", "--name", "x");
  const timed = { mean_ms: expect.any(Number), p50_ms: expect.any(Number), p95_ms: expect.any(Number) };
  expect((await run("stats", ...CODER)).json).toEqual({
    status: "success",
    agent_id: "coder",
    total: { current: 1, pending: 2, completed: 1, failed: 1, cancelled: 1, all: 6 },
    success_rate: 0.5,
    avg_completion_time: "0s",
    period: { from: expect.any(String), to: expect.any(String) },
    completion: { ...timed, count: 1 },
    waiting: { ...timed, count: 2 },
    throughput: expect.toSatisfy((days: readonly object[]) => days.length === 14),
    failures: [{ cause: "no", count: 1, last_task_id: "task-002", last_at: expect.any(String) }],
    other_failures: 0,
  });
  expect((await run("stats")).json).toMatchObject({ agent_id: null, total: { pending: 3, all: 7 } });
  expect((await run("stats", "--agent", "nobody")).json).toMatchObject({
    agent_id: "nobody",
    total: { all: 0 },
    success_rate: 0,
    avg_completion_time: null,
  });
});

test("query and stats speak of all agents, whatever agent the environment names", async () => {
  const { run } = commandLine({ env: { AGENT_TASKS_AGENT: "coder" } });
  await run("create", "--name", "x");
  await run("create", "--agent", "other", "--name", "y");
  expect((await run("query")).json).toMatchObject({ agent_id: null, total: 2 });
  expect((await run("stats")).json).toMatchObject({ agent_id: null, total: { all: 2 } });
});

test("query finds by status, priority and time, and announces what it cuts", async () => {
  const { run } = await busyQueue();
  const find = async (...flags: readonly string[]) => {
    const { json } = await run("query", ...flags, "--fields", "id");
    return (json["tasks"] as { task: { id: string } }[]).map(({ task }) => task.id);
  };
  expect(await find()).toEqual(["task-004", "task-005", "task-006", "task-003", "task-002", "task-001"]);
  expect(await find("--status", "failed")).toEqual(["task-002"]);
  expect(await find("--min-priority", "P1")).toEqual([]);
  expect(await find("--from", "2026-01-01", "--by", "started")).toEqual(["task-004", "task-002", "task-001"]);
  expect(await find("--to", "2026-01-01")).toEqual([]);
  expect((await run("query", "--limit", "2", "--fields", "id,location")).json).toMatchObject({
    code: "INVALID_PARAMS",
  });
  expect((await run("query", "--limit", "2", "--fields", "name,id")).json).toEqual({
    status: "success",
    agent_id: null,
    total: 6,
    returned: 2,
    tasks: [
      { task: { name: "four", id: "task-004" }, location: "current_task" },
      { task: { name: "five", id: "task-005" }, location: "pending_tasks" },
    ],
  });
});

test("history shows what ended, the newest first", async () => {
  const { run } = await busyQueue();
  const { json } = await run("history", ...CODER, "--limit", "2", "--fields", "id,status");
  expect(json).toEqual({
    status: "success",
    agent_id: "coder",
    total: 3,
    returned: 2,
    history: [
      { id: "task-003", status: "cancelled" },
      { id: "task-002", status: "failed" },
    ],
  });
  const month = new Date().toISOString().slice(0, 7);
  expect((await run("history", ...CODER, "--month", month)).json).toMatchObject({ total: 3 });
  expect((await run("history", ...CODER, "--month", "2020-01")).json).toMatchObject({ total: 0, history: [] });
  expect((await run("history", "--agent", "nobody")).json).toMatchObject({ agent_id: "nobody", total: 0 });
});

test("list can be cut, and says so", async () => {
  const { run } = await busyQueue();
  const { json } = await run("list", ...CODER, "--limit", "2", "--fields", "id");
  expect(json).toMatchObject({
    total: 6,
    returned: 2,
    current_task: { id: "task-004" },
    pending_tasks: [{ id: "task-005" }],
    completed_tasks: [],
    failed_tasks: [],
    cancelled_tasks: [],
  });
  expect((await run("list", ...CODER)).json).not.toHaveProperty("returned");
});

test.each([
  [["query", "--status", "done"], "status"],
  [["query", "--min-priority", "11"], "min_priority"],
  [["query", "--from", "soon"], "from"],
  [["query", "--to", "2026-02-30"], "to"],
  [["query", "--from", "2026-13-01"], "from"],
  [["query", "--from", "2026-00-10T10:00:00Z"], "from"],
  [["query", "--from", "2026-04-11", "--to", "2026-04-10"], "from"],
  [["query", "--by", "ended"], "by"],
  [["query", "--limit", "-1"], "limit"],
  [["query", "--fields", "id,,name"], "fields"],
  [["query", "--fields", "nmae"], "fields"],
  [["history", "--agent", "coder", "--month", "2026-13"], "month"],
  [["history", "--agent", "coder", "--limit", "many"], "limit"],
  [["create", "--agent", "coder", "--name", "x", "--fields", "nmae"], "fields"],
])("%j is refused, and names the parameter", async (line, parameter) => {
  const { run } = await busyQueue();
  const { status, json } = await run(...line);
  expect([status, json["code"], json["parameter"]]).toEqual([2, "INVALID_PARAMS", parameter]);
});

test.each([
  ["2026-04-10", 0, 86_399_999],
  ["2026-04-10T02:00:00Z", 2 * 3_600_000, 2 * 3_600_000],
  ["2026-04-10T10:00:00.5+0800", 2 * 3_600_000 + 500, 2 * 3_600_000 + 500],
])("a period with %s reaches to its end, inclusive", async (given, from, to) => {
  const { momentFrom, momentTo } = await import("../../src/app/readers.ts");
  const day = Date.UTC(2026, 3, 10) + (given.length === 10 ? new Date(2026, 3, 10).getTimezoneOffset() * 60_000 : 0);
  expect(momentFrom(given, "from") - day).toBe(from);
  expect(momentTo(given, "to") - day).toBe(to);
});

test("a list that cannot be read stops neither another agent's work nor its refusals", async () => {
  const { run, root } = await busyQueue();
  await run("create", "--agent", "other", "--name", "x");
  const path = join(root, "agents", "coder", "task-list.json");
  writeFileSync(path, "");
  expect((await run("cancel", "--agent", "other", "--task-id", "task-099")).json).toMatchObject({
    code: "TASK_NOT_FOUND",
  });
  expect((await run("get", "--agent", "other", "--task-id", "task-099")).json).toMatchObject({
    code: "TASK_NOT_FOUND",
  });
  // Whether it is nobody's can only be said when every list can be read.
  expect((await run("get", "--task-id", "task-099")).json).toMatchObject({ code: "STORE_CORRUPT", path });
});
