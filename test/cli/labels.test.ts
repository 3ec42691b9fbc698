import { expect, test } from "vitest";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { journalOf } from "../helpers/files.ts";

const A = ["--agent", "a"];
const B = ["--agent", "b"];

/** Three finished tasks that only the archive holds, two open ones, and others without labels: agents a and b. */
async function labelled(): Promise<CommandLine> {
  const line = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "0" } });
  const { run } = line;
  await run("create", ...A, "--name", "1", "--group", "v2", "--tag", "x", "--tag", "y");
  await run("create", ...A, "--name", "2", "--group", "v2", "--parent", "task-001");
  await run("create", ...A, "--name", '3 "tags":["x"]');
  await run("create", ...B, "--name", "4", "--group", "v1", "--tag", "x,z");
  for (const agent of [A, A, A, B]) {
    await run("start", ...agent);
    await run("complete", ...agent);
  }
  await run("create", ...B, "--name", "5", "--group", "v2", "--tag", "y");
  await run("create", ...B, "--name", "6", "--tag", "x");
  return line;
}

test.each([
  [
    ["--group", "v2"],
    ["task-005", "task-002", "task-001"],
  ],
  [
    ["--group", "v2", "--tag", "y"],
    ["task-005", "task-001"],
  ],
  [
    ["--tag", "x"],
    ["task-006", "task-004", "task-001"],
  ],
  [["--tag", "x,y"], ["task-001"]],
  [["--tag", "x", "--tag", "z"], ["task-004"]],
  [["--parent", "task-001"], ["task-002"]],
  [["--group", "none"], []],
])("query %j finds them in queues and archive", async (labels, ids) => {
  const { run } = await labelled();
  const { json } = await run("query", ...labels, "--fields", "id");
  expect(json["total"]).toBe(ids.length);
  expect((json["tasks"] as { task: { id: string } }[]).map(({ task }) => task.id)).toEqual(ids);
});

test("list, history and stats take them too", async () => {
  const { run } = await labelled();
  expect((await run("list", ...B, "--tag", "x", "--fields", "id")).json).toMatchObject({
    totals: { all: 3 },
    total: 1,
    returned: 1,
    pending_tasks: [{ id: "task-006" }],
  });
  expect((await run("history", ...A, "--group", "v2", "--limit", "1", "--fields", "id")).json).toMatchObject({
    total: 2,
    returned: 1,
    history: [{ id: "task-002" }],
  });
  expect((await run("stats", "--group", "v2")).json).toMatchObject({
    agent_id: null,
    total: { pending: 1, completed: 2, all: 3 },
    success_rate: 1,
  });
  expect((await run("stats", ...B, "--tag", "x")).json).toMatchObject({
    agent_id: "b",
    total: { completed: 1, all: 2 },
  });
});

test("events carry the labels that a task has then", async () => {
  const { run, root } = await labelled();
  await run("edit", ...B, "--task-id", "task-005", "--group", "v3", "--tag", "none");
  expect((await run("query", "--group", "v3", "--fields", "id")).json).toMatchObject({ total: 1 });
  const lines = journalOf(root).filter(({ task_id }) => task_id === "task-001" || task_id === "task-005");
  expect(lines.map(({ action, group, tags }) => [action, group, tags])).toEqual([
    ["create", "v2", ["x", "y"]],
    ["edit", "v2", ["x", "y"]],
    ["start", "v2", ["x", "y"]],
    ["complete", "v2", ["x", "y"]],
    ["create", "v2", ["y"]],
    ["edit", "v3", undefined],
  ]);
});

test("a task that has parts shows how far these have come, whoever's they are", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "whole");
  for (const agent of [A, B, B]) await run("create", ...agent, "--name", "part", "--parent", "task-001");
  await run("start", ...B);
  await run("complete", ...B);
  const children = { total: 3, pending: 2, running: 0, completed: 1, failed: 0, cancelled: 0 };
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({ children });
  expect((await run("list", ...A)).json).toMatchObject({ children: { "task-001": children } });
  expect((await run("list", ...B)).json).not.toHaveProperty("children");
  for (const call of [
    ["get", "--task-id", "task-001"],
    ["list", ...A],
  ]) {
    expect((await run(...call, "--output", "table")).stderr).toBe("task-001: 1 of 3 parts completed\n");
  }
});
