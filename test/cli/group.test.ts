import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { filesIn, journalOf } from "../helpers/files.ts";

const A = ["--agent", "a"];
const B = ["--agent", "b"];
const V2 = ["--group", "v2"];

/**
 * Of group v2: task-001 runs, task-002 waits, task-003 has ended, all of agent a; task-004 waits at b. task-005 is of
 * another group, task-006 of none.
 */
async function grouped(around: Parameters<typeof commandLine>[0] = {}): Promise<CommandLine> {
  const line = commandLine({ ...around, env: { AGENT_TASKS_AGENT: "a", ...around.env } });
  const { run } = line;
  for (const n of ["1", "2", "3"]) await run("create", ...A, "--name", n, ...V2);
  await run("create", ...B, "--name", "4", ...V2);
  await run("create", ...A, "--name", "5", "--group", "v1");
  await run("create", ...B, "--name", "6");
  await run("start", ...A, "--task-id", "task-001");
  await run("cancel", ...A, "--task-id", "task-003");
  return line;
}

const OPEN = [
  { agent_id: "a", task_id: "task-001" },
  { agent_id: "a", task_id: "task-002" },
  { agent_id: "b", task_id: "task-004" },
];
const PENDING = OPEN.slice(1);

/** How the tasks of the group stand. */
async function standing({ run }: CommandLine): Promise<readonly unknown[]> {
  const { json } = await run("query", ...V2, "--fields", "id,status,hold");
  return (json["tasks"] as { task: { id: string; status: string; hold?: unknown } }[])
    .map(({ task }) => `${task.id} ${task.status}${task.hold ? " on hold" : ""}`)
    .toSorted();
}

test("a whole group is cancelled at once, whoever's its tasks are, whatever the environment says", async () => {
  const line = await grouped();
  const { run, root } = line;
  expect((await run("cancel", ...V2, "--reason", "not now", "--yes", "--operator", "anna")).json).toEqual({
    status: "success",
    group: "v2",
    agent_id: null,
    count: 3,
    tasks: OPEN,
    message: "Cancelled: 3 tasks of group v2, of 2 agents.",
  });
  expect(await standing(line)).toEqual([
    "task-001 cancelled",
    "task-002 cancelled",
    "task-003 cancelled",
    "task-004 cancelled",
  ]);
  expect((await run("get", "--task-id", "task-004")).json).toMatchObject({ task: { cancel_reason: "not now" } });
  const events = journalOf(root).slice(-3);
  expect(events.map(({ action, task_id, operator }) => [action, task_id, operator])).toEqual([
    ["cancel", "task-001", "anna"],
    ["cancel", "task-002", "anna"],
    ["cancel", "task-004", "anna"],
  ]);
  expect((await run("cancel", ...V2, "--yes")).json).toEqual({
    status: "success",
    group: "v2",
    agent_id: null,
    count: 0,
    tasks: [],
    message: "Group v2 has no such tasks; nothing was changed.",
  });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("a group is put on hold and goes on again; a repeated call finds nothing to do", async () => {
  const line = await grouped();
  const { run } = line;
  await run("hold", ...B, "--task-id", "task-004", "--reason", "own");
  const hold = ["hold", ...V2, "--reason", "freeze", "--yes"];
  expect((await run(...hold)).json).toMatchObject({
    count: 1,
    tasks: [{ agent_id: "a", task_id: "task-002" }],
    message: "On hold: 1 task of group v2, of 1 agent.",
  });
  expect((await run(...hold)).json).toMatchObject({ count: 0 });
  expect((await run("get", "--task-id", "task-004")).json).toMatchObject({ task: { hold: { reason: "own" } } });
  expect(await standing(line)).toEqual([
    "task-001 running",
    "task-002 pending on hold",
    "task-003 cancelled",
    "task-004 pending on hold",
  ]);
  expect((await run("release", ...V2, "--yes")).json).toMatchObject({
    count: 2,
    tasks: PENDING,
    message: "Going on: 2 tasks of group v2, of 2 agents.",
  });
  expect((await run("release", ...V2, "--yes")).json).toMatchObject({ count: 0, tasks: [] });
});

test("with an agent named, only its tasks are meant", async () => {
  const line = await grouped();
  const { run } = line;
  expect((await run("cancel", ...V2, "--agent", "B", "--yes")).json).toMatchObject({
    agent_id: "b",
    count: 1,
    tasks: [{ agent_id: "b", task_id: "task-004" }],
  });
  expect((await run("hold", ...V2, ...A, "--yes")).json).toMatchObject({ count: 1 });
  expect(await run("release", ...V2, "--agent", "nobody", "--yes")).toMatchObject({
    status: 4,
    json: { code: "AGENT_NOT_FOUND" },
  });
});

test("what depends on a cancelled group goes along, if that is its rule", async () => {
  const { run } = await grouped();
  const rule = ["--on-dependency-failure", "cancel"];
  await run("create", "--agent", "c", "--name", "7", "--depends-on", "task-004", ...rule);
  await run("create", "--agent", "c", "--name", "8", "--depends-on", "task-007", ...rule, ...V2);
  await run("create", ...B, "--name", "9", "--depends-on", "task-001", ...rule);
  expect((await run("cancel", ...V2, "--yes")).json).toMatchObject({
    count: 4,
    tasks: [...OPEN, { agent_id: "c", task_id: "task-008" }],
    also_cancelled: [
      { agent_id: "b", task_id: "task-009" },
      { agent_id: "c", task_id: "task-007" },
    ],
    message: expect.stringMatching(/ 2 tasks that depend on them were cancelled too\.$/),
  });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test.each([
  ["cancel", OPEN],
  ["hold", PENDING],
])("%s says how many and which, and does nothing, in a dry run", async (name, tasks) => {
  const { run, root } = await grouped();
  const before = filesIn(root);
  for (const more of [[], ["--yes"]]) {
    expect((await run(name, ...V2, "--dry-run", ...more)).json).toMatchObject({
      dry_run: true,
      count: tasks.length,
      tasks,
      message: expect.stringMatching(/^Nothing was changed\. Without --dry-run: /),
    });
  }
  expect(filesIn(root)).toEqual(before);
});

test.each(["cancel", "hold", "release"])("%s does nothing that nobody has confirmed", async (name) => {
  const { run, root } = await grouped();
  if (name === "release") await run("hold", ...V2, "--yes");
  const before = filesIn(root);
  const count = name === "cancel" ? 3 : 2;
  expect(await run(name, ...V2)).toMatchObject({
    status: 2,
    json: {
      code: "INVALID_PARAMS",
      problem: "not_confirmed",
      parameter: "yes",
      given: "v2",
      count,
      error: `Nobody has confirmed this for ${count} tasks of group "v2".`,
      hint: expect.stringMatching(/--dry-run, and do it with --yes\./),
    },
  });
  expect(filesIn(root)).toEqual(before);
});

test("it is all or nothing: a list that cannot be read keeps the others as they are", async () => {
  const { run, root } = await grouped();
  writeFileSync(join(root, "agents", "b", "task-list.json"), "{");
  const before = filesIn(root);
  expect(await run("cancel", ...V2, "--yes")).toMatchObject({ status: 7, json: { code: "STORE_CORRUPT" } });
  expect(filesIn(root)).toEqual(before);
  expect((await run("cancel", ...V2, ...A, "--yes")).json).toMatchObject({ count: 2 });
});

test("an empty group needs no confirmation, for nothing is done", async () => {
  const { run } = await grouped();
  for (const name of ["cancel", "hold", "release"]) {
    expect(await run(name, "--group", "none")).toMatchObject({ status: 0, json: { count: 0, tasks: [] } });
  }
});

test.each([
  ["y\n", "en", "Cancel 3 tasks of group v2, of 2 agents? [y/N] "],
  [" YES \n", "en", "Cancel 3 tasks of group v2, of 2 agents? [y/N] "],
  ["是\n", "zh", "取消组 v2 的 3 个任务（2 个 Agent）？ [y/N] "],
])("a person who says %j does it", async (answer, lang, question) => {
  const line = await grouped({ answer, isTerminal: true, env: { AGENT_TASKS_LANG: lang } });
  const { status, stderr, stdout } = await line.run("cancel", ...V2);
  expect([status, stderr]).toEqual([0, question]);
  expect(stdout).toContain("task-004  b\n");
  expect(await standing({ ...line, run: (...argv) => line.run(...argv, "--output", "json") })).not.toContain(
    "task-001 running",
  );
});

test.each(["", "\n", "n\n", "yess\n", "no y\n"])("a person who says %j changes nothing", async (answer) => {
  const { run, root } = await grouped({ answer, isTerminal: true });
  const before = filesIn(root);
  const { status, stdout, stderr } = await run("hold", ...V2);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^Put on hold 2 tasks of group v2, of 2 agents\? \[y\/N\] error: Nobody has confirmed this/);
  expect(filesIn(root)).toEqual(before);
});

test("an agent is not asked, though its shell be a terminal, and who says --yes is not either", async () => {
  const around = { answer: "y\n", isTerminal: true, env: { OPENCLAW_SHELL: "exec" } };
  const { run } = await grouped(around);
  expect(await run("cancel", ...V2)).toMatchObject({ status: 2, stderr: "", json: { problem: "not_confirmed" } });
  const person = await grouped({ answer: "n\n", isTerminal: true });
  expect(await person.run("cancel", ...V2, "--yes")).toMatchObject({ status: 0, stderr: "" });
});

test.each([
  [["cancel", ...V2, "--task-id", "task-001", "--yes"], { problem: "not_together", parameter: "task_id" }],
  [["hold", ...V2, "--task-id", "task-001", "--yes"], { problem: "not_together", given: "group" }],
  [["release", "--task-id", "task-001", ...V2], { problem: "not_together" }],
  [["cancel", "--yes"], { problem: "required", parameter: "task_id" }],
  [["cancel", "--group", "", "--yes"], { problem: "empty", parameter: "group" }],
  [["hold", "--group", " ", "--yes"], { problem: "empty", parameter: "group" }],
  [["hold", "--group", "--yes"], { problem: "option_as_value" }],
  [["cancel", "--group", "a,b", "--yes"], { problem: "not_a_label" }],
  [["cancel", ...V2, "--agent", "../x", "--yes"], { problem: "not_an_agent_id" }],
])("%j is refused, and does nothing", async (argv, facts) => {
  const { run, root } = await grouped();
  const before = filesIn(root);
  expect(await run(...argv)).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", ...facts } });
  expect(filesIn(root)).toEqual(before);
});

test("a group that others named does not steer the terminal", async () => {
  const line = commandLine({ answer: "n", isTerminal: true });
  await line.run("create", ...A, "--name", "1", "--group", "a\u202eb");
  expect((await line.run("cancel", "--group", "a\u202eb")).stderr).toMatch(
    /^Cancel 1 task of group a\\u202eb, of 1 agent\?/,
  );
});

test("other formats say which tasks it was about", async () => {
  const { run } = await grouped();
  expect((await run("hold", ...V2, "--yes", "--output", "plain")).stdout).toBe("task-002\ta\ntask-004\tb\n");
  expect((await run("release", ...V2, "--yes", "--output", "table")).stdout).toBe(
    "Going on: 2 tasks of group v2, of 2 agents.\nID        AGENT\ntask-002  a\ntask-004  b\n",
  );
});

test("one task, or the whole queue, is cared for as before, and needs no --yes", async () => {
  const { run } = await grouped();
  expect((await run("hold")).json).toMatchObject({ agent_id: "a" });
  expect((await run("release", "--yes")).json).toMatchObject({ agent_id: "a" });
  expect((await run("cancel", "--task-id", "task-002")).json).toMatchObject({ task_id: "task-002" });
});
