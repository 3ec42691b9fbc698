import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { blocksOf } from "../docs/blocks.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { copiedSkill, stagedSkill, wordsOf } from "./staged-skill.ts";

const STAGED = stagedSkill();
const HAS_PYTHON = spawnSync("python3", ["--version"]).status === 0;

describe("the skill, copied into a workspace", () => {
  test("every command that SKILL.md teaches does what it says, in the order of the text", () => {
    const { call, workspace } = copiedSkill(STAGED);
    writeFileSync(
      join(workspace, "tasks.jsonl"),
      '{"key":"a","name":"a"}\n{"key":"b","name":"b","depends_on":["a"]}\n',
    );
    writeFileSync(join(workspace, "notes.md"), 'it\'s "quoted"\nand long\n');
    for (const name of ["one", "two", "three"]) call("create", "--agent", "coder", "--name", name);
    /** The task that a command is about, and what has to be done before. */
    const ids: Readonly<Record<string, string>> = {
      complete: "task-001",
      fail: "task-002",
      cancel: "task-003",
      retry: "task-002",
      move: "task-002",
    };
    const lines = blocksOf("SKILL.md").flatMap(({ text }) => text.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const [program, command = "", ...args] = wordsOf(line.replace(/ +# .*/, ""));
      expect(program).toBe("agent-tasks");
      if (command === "fail") call("start", "--agent", "coder");
      const id = ids[command] ?? "task-001";
      const filled = args.map((arg) =>
        arg.replace("<me>", "coder").replace("<other>", "reviewer").replace("<id>", id).replace("<n>", "1"),
      );
      const asked = command === "check" ? [...filled, "--output", "json"] : filled;
      expect([line, call(command, ...asked)]).toMatchObject([line, { status: 0, json: { status: "success" } }]);
    }
    expect(call("get", "--task-id", "task-004").json).toMatchObject({
      agent_id: "reviewer",
      task: { description: 'it\'s "quoted"\nand long', key: "review-4f2a" },
    });
    expect(call("list", "--agent", "coder").json).toMatchObject({ totals: { pending: 0, completed: 1, cancelled: 1 } });
  });

  test("the exit statuses are those of the text", () => {
    const { call } = copiedSkill(STAGED);
    call("create", "--agent", "coder", "--name", "one");
    expect(call("start", "--agent", "reviewer").status).toBe(3);
    call("start", "--agent", "coder");
    expect(call("start", "--agent", "coder")).toMatchObject({
      status: 5,
      json: { code: "AGENT_BUSY", current_task_id: "task-001" },
    });
    expect(call("get", "--task-id", "task-9").status).toBe(4);
    expect(call("create", "--agent", "coder").status).toBe(2);
  });

  test("its program answers every command as the installed one does", () => {
    const { call, bin } = copiedSkill(STAGED);
    const roots = [temporaryFolder(), temporaryFolder()];
    const lines = [
      ["create", "--agent", "a", "--name", "x", "--key", "k"],
      ["start", "--agent", "a"],
      ["fail", "--agent", "a", "--error", "no"],
      ["retry", "--agent", "a", "--task-id", "task-001"],
      ["cancel", "--agent", "a", "--task-id", "task-001"],
      ["list", "--agent", "a"],
      ["list-all"],
      ["query"],
      ["stats"],
      ["history", "--agent", "a"],
      ["get", "--task-id", "task-001"],
      ["why", "--task-id", "task-001"],
      ["config", "set", "lang", "zh"],
      ["config", "list"],
      ["where"],
      ["schema", "create"],
      ["prime", "--agent", "a"],
      ["completion", "tcsh"],
      ["demo", "--into", "/"],
      ["complete", "--agent", "a"],
      ["create", "--agent", "a"],
      ["create", "--agent", "b", "--name", "x"],
      ["edit", "--agent", "b", "--task-id", "task-002", "--priority", "7"],
      ["hold", "--agent", "b", "--task-id", "task-002"],
      ["release", "--agent", "b", "--task-id", "task-002"],
      ["check", "--agent", "b"],
      ["start", "--agent", "b"],
      ["note", "--agent", "b", "--message", "x"],
      ["renew", "--agent", "b"],
      ["resume", "--agent", "b"],
      ["move", "--agent", "b", "--task-id", "task-002", "--to-agent", "a"],
      ["restore", "--agent", "a", "--task-id", "task-001"],
      ["graph", "--task-id", "task-002"],
      ["complete", "--agent", "b"],
      ["log"],
      ["board"],
      ["purge", "--older-than", "90d", "--yes"],
      ["wait", "--task-id", "task-001", "--timeout", "0s"],
      ["watch", "--since", "99"],
      ["doctor"],
      ["export"],
      ["import", "--file", "none", "--yes"],
      ["validate", "--file", "none"],
    ];
    expect([...new Set(lines.map(([name]) => name))].toSorted()).toEqual(
      COMMANDS.map(({ operation }) => operation.name).toSorted(),
    );
    for (const line of lines) {
      const [copied, installed] = [call, bin].map((program, n) => {
        const { json } = program(...line, "--root", roots[n]!, "--output", "json");
        return JSON.stringify(json)
          .replaceAll(roots[n]!, "ROOT")
          .replaceAll(/\d{4}-\d\d-\d\dT[\d:.+-]*/g, "TIME")
          .replace(/"waited_ms":\d+/, '"waited_ms":0');
      });
      expect([line, copied]).toEqual([line, installed]);
    }
  });

  test("where it lies in a workspace, root and agent are found", () => {
    const { call, workspace } = copiedSkill(STAGED);
    const { json } = call("where");
    expect(json).toMatchObject({
      root: { value: join(workspace, "agent-tasks") },
      agent: { value: "main", origin: "workspace" },
    });
  });

  test.skipIf(!HAS_PYTHON)("callers of the Python tool are answered from there (skipped: no python3 here)", () => {
    const { python, call } = copiedSkill(STAGED);
    expect(python("create", "--agent", "coder", "--name", "x").json).toMatchObject({ task_id: "task-001" });
    expect(call("list", "--agent", "coder").json).toMatchObject({ totals: { pending: 1 } });
  });
});
