import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { workingCoder } from "../helpers/working-coder.ts";

describe("a call without a command", () => {
  test("where nothing is yet, it says so, and how to begin", async () => {
    const { run, root } = commandLine();
    const { status, stdout } = await run();
    expect(status).toBe(0);
    expect(stdout).toContain(`Root   ${root} (AGENT_TASKS_ROOT): not there`);
    expect(stdout).toContain('\nNext:\n  agent-tasks create --agent coder --name "..."\n  agent-tasks help\n');
    expect(stdout).toContain("Usage: agent-tasks <command> [options]");
  });

  test("it says what runs and waits, and what to type next", async () => {
    const { run, root } = await workingCoder({ AGENT_TASKS_AGENT: "coder" });
    expect((await run()).stdout).toBe(`A task queue per agent, on plain files.

Root   ${root} (AGENT_TASKS_ROOT)
Agent  coder
Tasks  1 running, 2 pending, 0 completed, 0 failed, of 1 agent
- Running: task-001, "the \\"login\\"" (priority 5). Go on with it.
- Pending: 2; next is task-003, "next\\n${"x".repeat(74)}…" (priority 9).

Next:
  agent-tasks complete --agent coder --task-id task-001 --result "..."
  agent-tasks fail --agent coder --task-id task-001 --error "..."
  agent-tasks help

Usage: agent-tasks <command> [options]
`);
    await run("complete", "--agent", "coder");
    expect((await run()).stdout).toContain("Next:\n  agent-tasks start --agent coder\n");
    expect((await run("--output", "json")).json).toMatchObject({
      agent_id: "coder",
      next: ["agent-tasks start --agent coder"],
    });
  });

  test("what cannot be read is said, and is no failure", async () => {
    const { run, root } = await workingCoder({ AGENT_TASKS_AGENT: "coder" });
    writeFileSync(join(root, "agents", "coder", "task-list.json"), "");
    const { status, stdout } = await run();
    expect(status).toBe(0);
    expect(stdout).toContain("Agent  coder\nTasks  not known\n- Trouble: ");
    expect(stdout).toContain("task-list.json cannot be trusted: it is empty.");
    expect((await run("--output", "json")).json).toMatchObject({
      status: "success",
      code: "STORE_CORRUPT",
      agent_id: "coder",
      agents: null,
      total_tasks: null,
      message: expect.stringContaining("it is empty"),
      next: ["agent-tasks where"],
    });
    writeFileSync(join(root, "config.json"), "{");
    expect((await run()).status).toBe(0);
  });

  test("another agent's broken queue does not hide one's own", async () => {
    const { run, root } = await workingCoder({ AGENT_TASKS_AGENT: "coder" });
    await run("create", "--agent", "other", "--name", "x");
    writeFileSync(join(root, "agents", "other", "task-list.json"), "{bad");
    expect((await run("--output", "json")).json["next"]).toContainEqual(
      expect.stringContaining("complete --agent coder"),
    );
    for (const line of [[], ["prime"]]) {
      const { status, stdout } = await run(...line);
      expect([line, status]).toEqual([line, 0]);
      expect(stdout).toContain('- Running: task-001, "the \\"login\\"" (priority 5). Go on with it.');
      expect(stdout).toContain("- Trouble: ");
    }
    expect((await run("prime", "--agent", "other")).json).toMatchObject({ code: "STORE_CORRUPT" });
  });
});

test.each([["--output", "json"], ["--output", "plain"], ["--lang", "zh"], ["--root", "nowhere"], []])(
  "with %j %j it is there too",
  async (...line) => {
    const { status, stdout } = await commandLine().run(...line);
    expect([status, stdout]).toEqual([0, expect.stringContaining("agent-tasks create --agent coder")]);
  },
);
