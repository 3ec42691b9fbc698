import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { binEnvironment } from "../helpers/bin.ts";
import { originalRoot } from "../helpers/original-root.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { PROJECT } from "../helpers/project.ts";

const SCRIPT = join(PROJECT, "scripts", "task_manager.py");
const HAS_PYTHON = spawnSync("python3", ["--version"]).status === 0;

/** The old tool's calls on one root. */
function oldTool(root = join(temporaryFolder(), "root"), env: Record<string, string> = {}) {
  return (...args: readonly string[]) => {
    const run = spawnSync("python3", [SCRIPT, ...args], { env: binEnvironment({ root, env }), encoding: "utf8" });
    return { status: run.status, stdout: run.stdout, json: JSON.parse(run.stdout) as Record<string, unknown> };
  };
}

const CODER = ["--agent", "agent-coder"];

describe.skipIf(!HAS_PYTHON)("task_manager.py (skipped: no python3 here)", () => {
  test("the calls of the old tool are answered, in its words", () => {
    const call = oldTool();
    const name = "实现用户登录功能";
    const created = call("create", ...CODER, "--name", name, "--description", "基于 JWT", "--priority", "8");
    expect(created).toMatchObject({
      status: 0,
      json: { status: "success", task_id: "task-001", message: "任务已添加到 agent-coder 的待办队列" },
    });
    expect(call("start", ...CODER).json).toMatchObject({
      status: "success",
      task_id: "task-001",
      task: { id: "task-001", name, status: "running", priority: 8 },
      message: "任务已开始执行",
    });
    expect(call("complete", ...CODER).json).toMatchObject({
      task_id: "task-001",
      message: "任务已完成，已归档到历史记录",
    });
    expect(call("list", ...CODER).json).toMatchObject({
      status: "success",
      agent_id: "agent-coder",
      current_task: null,
      pending_tasks: [],
      completed_tasks: [{ id: "task-001" }],
      failed_tasks: [],
    });
    call("create", ...CODER, "--name", "x");
    call("start", ...CODER);
    expect(call("fail", ...CODER, "--error", "超时").json).toMatchObject({
      task_id: "task-002",
      message: "任务已标记为失败",
    });
    expect(call("retry", ...CODER, "--task-id", "task-002").json).toMatchObject({
      status: "success",
      task_id: "task-002",
    });
    expect(call("query", ...CODER, "--status", "pending").json).toMatchObject({
      total: 1,
      tasks: [{ task: { id: "task-002" } }],
    });
    expect(call("cancel", ...CODER, "--task-id", "task-002").json).toMatchObject({ message: "任务已取消" });
    expect(call("get", "--task-id", "task-001").json).toMatchObject({
      agent_id: "agent-coder",
      location: "completed_tasks",
    });
    expect(call("stats", ...CODER).json).toMatchObject({ total: { all: 2 }, success_rate: 1 });
    expect(call("history", ...CODER, "--limit", "1").json).toMatchObject({ history: [{ id: "task-002" }] });
    expect(call("list-all").json).toMatchObject({ agents: [{ agent_id: "agent-coder" }] });
  });

  test("errors are in its words too, with an exit status", () => {
    const call = oldTool();
    call("create", "--agent", "x", "--name", "x");
    call("start", "--agent", "x");
    call("complete", "--agent", "x");
    expect(call("start", "--agent", "x")).toMatchObject({ status: 3, json: { error: "Agent x 没有待办任务" } });
    expect(call("complete", "--agent", "x")).toMatchObject({ status: 5, json: { error: "Agent x 没有当前任务" } });
    expect(call("create", "--agent", "x", "--name", "x", "--priority", "11")).toMatchObject({
      status: 2,
      json: { status: "error", error: "优先级必须在 1-10 之间" },
    });
    expect(call("get", "--task-id", "task-404")).toMatchObject({ status: 4, json: { code: "TASK_NOT_FOUND" } });
  });

  test("text is taken as it stands, and options by the beginning of their name", () => {
    const call = oldTool();
    const described = (...args: readonly string[]) =>
      (call("create", ...CODER, "--name", "x", ...args).json["task"] as { description: string }).description;
    expect(described("--description", "-")).toBe("-");
    expect(described("--desc", "@home")).toBe("@home");
    expect(described("--description=@@x")).toBe("@@x");
    expect(described("--description=a=b")).toBe("a=b");
    expect(call("create", ...CODER, "--na", "y", "--prio=3").json).toMatchObject({ task: { name: "y", priority: 3 } });
  });

  test("its data are read as they are", () => {
    const call = oldTool(originalRoot());
    expect(call("list", "--agent", "anna").json).toMatchObject({ agent_id: "Anna", totals: { completed: 18 } });
    expect(call("create", "--agent", "main", "--name", "x").json).toMatchObject({ task_id: "task-185" });
  });

  test("another language is possible, and a format is not changed by the environment", () => {
    const call = oldTool(undefined, { AGENT_TASKS_LANG: "en", AGENT_TASKS_OUTPUT: "table" });
    expect(call("create", ...CODER, "--name", "x").json["message"]).toBe("Task added to the queue of agent-coder.");
  });

  test("without the program it says so", () => {
    const folder = temporaryFolder();
    const script = join(folder, "task_manager.py");
    copyFileSync(SCRIPT, script);
    const run = spawnSync(pythonPath(), [script, "list-all"], { env: { PATH: folder }, encoding: "utf8" });
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ status: "error", error: "找不到 agent-tasks" });
  });
});

function pythonPath(): string {
  return spawnSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).stdout.trim();
}
