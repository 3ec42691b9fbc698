import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine, type CommandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

/** A queue with a task in every state: 001 completed, 002 failed, 003 cancelled, 004 running, 005 and 006 pending. */
async function busyQueue(): Promise<CommandLine> {
  const line = commandLine();
  const { run } = line;
  for (const name of ["one", "two", "three", "four", "five", "six"]) await run("create", ...CODER, "--name", name);
  for (const end of [
    ["complete", "--result", "ok"],
    ["fail", "--error", "no"],
  ] as const) {
    await run("start", ...CODER);
    await run(end[0], ...CODER, ...end.slice(1));
  }
  await run("cancel", ...CODER, "--task-id", "task-003", "--reason", "not needed");
  await run("start", ...CODER);
  return line;
}

test("cancel ends a pending or running task, and can be repeated", async () => {
  const { run, root } = await busyQueue();
  const cancelled = await run("cancel", ...CODER, "--task-id", "task-004");
  expect(cancelled.json).toEqual({ status: "success", task_id: "task-004", message: "Task cancelled and archived." });
  const again = await run("cancel", ...CODER, "--task-id", "task-004");
  expect([again.status, again.json]).toEqual([
    0,
    {
      status: "success",
      task_id: "task-004",
      changed: false,
      message: "task-004 was cancelled already; nothing was changed.",
    },
  ]);
  const [month = ""] = readdirSync(join(root, "history"));
  expect(JSON.parse(readFileSync(join(root, "history", month, "task-003.json"), "utf8"))).toMatchObject({
    status: "cancelled",
    cancelled_at: expect.any(String),
    cancel_reason: "not needed",
  });
  const completed = await run("cancel", ...CODER, "--task-id", "task-001");
  expect([completed.status, completed.json["code"]]).toEqual([5, "INVALID_TRANSITION"]);
  expect((await run("cancel", ...CODER)).json).toMatchObject({ code: "INVALID_PARAMS", parameter: "task_id" });
});

test("retry brings a failed task back, with what its attempt left", async () => {
  const { run, root } = await busyQueue();
  const retried = await run("retry", ...CODER, "--task-id", "task-002");
  expect(retried.json).toEqual({
    status: "success",
    task_id: "task-002",
    message: "Task put back into the queue of coder.",
  });
  const { task } = (await run("get", "--task-id", "task-002")).json as { task: Record<string, unknown> };
  expect(task).toMatchObject({
    status: "pending",
    retry_count: 1,
    attempts: [
      { outcome: "failed", error_message: "no", started_at: expect.any(String), ended_at: expect.any(String) },
    ],
  });
  expect(Object.keys(task)).not.toEqual(expect.arrayContaining(["failed_at"]));
  const [month = ""] = readdirSync(join(root, "history"));
  expect(readdirSync(join(root, "history", month))).toEqual(["task-001.json", "task-003.json"]);
  expect((await run("retry", ...CODER, "--task-id", "task-002")).json).toMatchObject({
    code: "INVALID_TRANSITION",
    task_status: "pending",
  });
});

test.each(["complete", "fail", "cancel", "retry"])("%s of an agent without a list is AGENT_NOT_FOUND", async (name) => {
  const { run } = await busyQueue();
  const extra = name === "fail" ? ["--error", "no"] : [];
  const { status, json } = await run(name, "--agent", "nobody", "--task-id", "task-001", ...extra);
  expect([status, json["code"]]).toEqual([4, "AGENT_NOT_FOUND"]);
});

test("a task of another agent is not found, and its agent is named", async () => {
  const { run } = await busyQueue();
  await run("create", "--agent", "other", "--name", "x");
  for (const line of [["start"], ["complete"], ["fail", "--error", "no"], ["cancel"], ["retry"]]) {
    const [name = "", ...extra] = line;
    const { status, json } = await run(name, "--agent", "other", "--task-id", "task-002", ...extra);
    expect([name, status, json["code"], json["owner_agent_id"]]).toEqual([name, 4, "TASK_NOT_FOUND", "coder"]);
  }
});

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
  expect((await run("stats", ...CODER)).json).toEqual({
    status: "success",
    agent_id: "coder",
    total: { current: 1, pending: 2, completed: 1, failed: 1, cancelled: 1, all: 6 },
    success_rate: 0.5,
    avg_completion_time: "0s",
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

test("fields are columns in the other formats, and their order is the caller's", async () => {
  const { run } = await busyQueue();
  const chosen = ["history", ...CODER, "--limit", "1", "--fields", "status,id,result"];
  expect((await run(...chosen, "--output", "plain")).stdout).toBe("cancelled\ttask-003\t\n");
  expect((await run(...chosen, "--output", "jsonl")).stdout).toBe('{"status":"cancelled","id":"task-003"}\n');
  expect((await run(...chosen, "--output", "table")).stdout).toBe("status     id        result\ncancelled  task-003\n");
});

test.each([
  [["query", "--status", "done"], "status"],
  [["query", "--min-priority", "11"], "min_priority"],
  [["query", "--from", "soon"], "from"],
  [["query", "--to", "2026-02-30"], "to"],
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
  const { momentFrom, momentTo } = await import("../../src/app/input.ts");
  const day = Date.UTC(2026, 3, 10) + (given.length === 10 ? new Date(2026, 3, 10).getTimezoneOffset() * 60_000 : 0);
  expect(momentFrom(given, "from") - day).toBe(from);
  expect(momentTo(given, "to") - day).toBe(to);
});

test("a dry run of any change says what it would do, and changes nothing", async () => {
  const { run } = await busyQueue();
  const before = (await run("list", ...CODER)).stdout;
  for (const line of [
    ["cancel", ...CODER, "--task-id", "task-004"],
    ["retry", ...CODER, "--task-id", "task-002"],
    ["create", ...CODER, "--name", "x"],
    ["config", "set", "lang", "zh"],
  ]) {
    expect((await run(...line, "--dry-run")).json).toMatchObject({ status: "success", dry_run: true });
  }
  expect((await run("list", ...CODER)).stdout).toBe(before);
});

test("chosen fields leave the rest of the answer as it is", async () => {
  const { run } = commandLine();
  expect((await run("create", ...CODER, "--name", "x", "--fields", "name")).json).toMatchObject({
    task_id: "task-001",
    task: { name: "x" },
    message: "Task added to the queue of coder.",
  });
});

test("a cut is announced in every format", async () => {
  const { run } = await busyQueue();
  for (const output of ["table", "plain", "jsonl"]) {
    expect((await run("query", "--limit", "2", "--output", output)).stderr).toBe("2 of 6 tasks shown.\n");
    expect((await run("query", "--output", output)).stderr).toBe("");
  }
  expect((await run("list", ...CODER, "--limit", "1", "--output", "table")).stderr).toBe("1 of 6 tasks shown.\n");
});

test("a task whose key another open task has taken over cannot be tried again", async () => {
  const { run } = commandLine();
  const create = ["create", ...CODER, "--name", "n", "--key", "k"];
  await run(...create);
  await run("start", ...CODER);
  await run("fail", ...CODER, "--error", "no");
  await run(...create);
  const { status, json } = await run("retry", ...CODER, "--task-id", "task-001");
  expect([status, json]).toMatchObject([5, { code: "KEY_CONFLICT", task_id: "task-002" }]);
  expect((await run(...create)).json).toMatchObject({ created: false, task_id: "task-002" });
});

test("options of a command may stand before its name", async () => {
  const { run } = commandLine();
  const { json } = await run("--operator", "bob", "--lock-timeout", "500", "create", ...CODER, "--name", "x");
  expect(json).toMatchObject({ task: { created_by: "bob" } });
  expect((await run("--dry-run", "start", ...CODER)).json).toMatchObject({ dry_run: true });
  expect((await run("--dry-run", "list", ...CODER)).json).toMatchObject({ code: "INVALID_PARAMS" });
});

test.each([["--output", "json"], ["--lang", "zh"], ["--root", "/tmp"], []])(
  "without a command there is help (%j %j)",
  async (...line) => {
    const { status, stdout } = await commandLine().run(...line);
    expect([status, stdout]).toEqual([0, expect.stringContaining("agent-tasks create --agent coder")]);
  },
);

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

test("a number in metadata that JSON cannot keep is refused", async () => {
  const { run } = commandLine();
  const { json } = await run("create", ...CODER, "--name", "x", "--metadata", '{"a":[1e999]}');
  expect(json).toMatchObject({ code: "INVALID_PARAMS", problem: "not_a_number" });
});
