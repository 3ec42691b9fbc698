import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../helpers/project.ts";
import { aTask } from "../helpers/builders.ts";
import { commandLine } from "../helpers/command-line.ts";
import { fillRoot } from "../helpers/full-root.ts";

const FROM_INPUT = ["validate", "--file", "-"];

test("a good file is valid, without any root, and says what is in it", async () => {
  const from = commandLine();
  await fillRoot(from);
  const to = commandLine({ input: (await from.run("export")).stdout });
  expect(await to.run(...FROM_INPUT)).toMatchObject({
    status: 0,
    json: {
      valid: true,
      format: "export",
      tasks: 29,
      agents: [{ agent_id: "coder" }, { agent_id: "reviewer-2", pending: 1, running: 1 }, { agent_id: "third" }],
      problems: [],
    },
  });
});

test("every problem is told with its line, its task and its field; the exit status is 2", async () => {
  const started = { status: "running", started_at: "2026-04-10T10:00:00+08:00" } as const;
  const tasks: readonly object[] = [
    aTask(),
    { ...aTask({ id: "task-002" }), priority: "5", assigned_at: "soon", name: undefined },
    aTask({ id: "task-003", ...started }),
    aTask({ id: "task-004", ...started, somebody: "else's" }),
    aTask({ name: "another", key: "k" }),
    aTask({ id: "task-005", key: "k", depends_on: ["task-099"], depends_since: "2026-04" }),
    aTask({ id: "task-006", agent_id: ".." }),
    aTask({ id: "task-007", completed_at: "2999-01-01T00:00:00Z", status: "completed" }),
  ];
  const input = `${tasks.map((task) => JSON.stringify(task)).join("\n\n")}\nnot json\n[]\n`;
  const { status, json } = await commandLine({ input }).run(...FROM_INPUT);
  expect(status).toBe(2);
  expect(json).toMatchObject({ valid: false, format: "tasks", tasks: 5 });
  const problems = json["problems"] as readonly Record<string, unknown>[];
  expect(
    problems.map(({ severity, problem, item, task_id, field }) => [severity, problem, item, task_id, field]),
  ).toEqual([
    ["error", "field_missing", 3, "task-002", "name"],
    ["error", "field_wrong", 3, "task-002", "priority"],
    ["error", "field_wrong", 3, "task-002", "assigned_at"],
    ["error", "not_an_agent_id", 13, "task-006", undefined],
    ["error", "time_to_come", 15, "task-007", "ended_at"],
    ["error", "not_json", 16, undefined, undefined],
    ["error", "not_an_object", 17, undefined, undefined],
    ["warning", "duplicate_id", 9, "task-001", undefined],
    ["warning", "two_running", 7, "task-004", undefined],
    ["error", "key_twice", 11, "task-005", undefined],
    ["warning", "reference_missing", 11, "task-005", "depends_on"],
  ]);
});

test("a root of the original tool can be imported, whatever it has twice", async () => {
  const to = commandLine();
  cpSync(join(PROJECT, "test", "fixtures", "data-dirs", "original"), to.root, { recursive: true });
  const { status, json } = await to.run("validate", "--file", "root");
  expect([status, json["valid"], json["tasks"]]).toEqual([0, true, 136]);
  expect(new Set((json["problems"] as readonly { problem: string }[]).map(({ problem }) => problem))).toEqual(
    new Set(["duplicate_id"]),
  );
});

test.each([
  ["en", /^error +item 1, task-001: priority does not hold what it should$/m],
  ["zh", /^错误 +第 1 项，task-001: priority 的内容不正确$/m],
])("a person reads a line for each problem, in %s, and nothing steers the terminal", async (lang, line) => {
  const input = JSON.stringify({ ...aTask(), priority: "\u0007" });
  const { stdout } = await commandLine({ input, isTerminal: true }).run(...FROM_INPUT, "--lang", lang);
  expect(stdout).toMatch(line);
  // oxlint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/[\u0000-\u0009\u202e]/);
});
