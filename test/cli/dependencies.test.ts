import { expect, test } from "vitest";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { jsonIn } from "../helpers/files.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const A = ["--agent", "a"];
const B = ["--agent", "b"];

/** A task of agent a, and one of agent b that depends on it: task-001 and task-002. */
async function twoTasks(...rules: readonly string[]): Promise<CommandLine> {
  const line = commandLine();
  await line.run("create", ...A, "--name", "first");
  await line.run("create", ...B, "--name", "second", "--depends-on", "task-001", ...rules);
  return line;
}

test("a task waits for that of another agent, and is ready as soon as that is completed", async () => {
  const { run } = await twoTasks();
  expect((await run("check", ...B)).stdout).toBe("NO_REPLY\n");
  expect((await run("start", ...B)).json).toMatchObject({ code: "QUEUE_EMPTY", waiting: 1 });
  expect((await run("start", ...B, "--task-id", "task-002")).json).toMatchObject({
    code: "INVALID_TRANSITION",
    waits_for: "dependency",
    hint: expect.stringContaining("agent-tasks why --task-id task-002"),
  });
  await run("start", ...A);
  expect((await run("check", ...B)).stdout).toBe("NO_REPLY\n");
  await run("complete", ...A);
  expect((await run("check", ...B)).stdout).toMatch(/^WORK_NEEDED task-002 /);
  expect((await run("start", ...B)).json).toMatchObject({ task_id: "task-002" });
});

test("an end of long ago counts, in whatever month it is archived", async () => {
  const clock = movingClock();
  const { run } = await twoTasks();
  clock.move("60d");
  await run("start", ...A);
  await run("complete", ...A);
  for (let other = 0; other < 25; other += 1) {
    await run("create", ...A, "--name", "x");
    await run("start", ...A);
    await run("complete", ...A);
  }
  clock.move("60d");
  expect((await run("start", ...B)).json).toMatchObject({ task_id: "task-002" });
  await run("create", "--agent", "c", "--name", "third", "--depends-on", "task-001");
  expect((await run("start", "--agent", "c")).status).toBe(0);
});

test("a failure keeps others waiting until it is tried again; or they run, or are cancelled, whoever's they are", async () => {
  const { run } = await twoTasks();
  await run("create", "--agent", "c", "--name", "run", "--depends-on", "task-001", "--on-dependency-failure", "run");
  const cancel = ["--on-dependency-failure", "cancel"];
  await run("create", "--agent", "d", "--name", "cancel", "--depends-on", "task-001", ...cancel);
  await run("create", "--agent", "e", "--name", "cancel too", "--depends-on", "task-004", ...cancel);
  await run(
    "create",
    "--agent",
    "f",
    "--name",
    "run then",
    "--depends-on",
    "task-005",
    "--on-dependency-failure",
    "run",
  );
  await run("start", ...A);
  expect((await run("fail", ...A, "--error", "no")).json).toEqual({
    status: "success",
    task_id: "task-001",
    also_cancelled: [
      { agent_id: "d", task_id: "task-004" },
      { agent_id: "e", task_id: "task-005" },
    ],
    message: expect.stringMatching(/2 tasks that depend on it were cancelled too\.$/),
  });
  expect((await run("get", "--task-id", "task-005")).json).toMatchObject({
    location: "cancelled_tasks",
    task: { cancel_reason: "it depends on task-004 (cancelled)" },
  });
  expect((await run("start", ...B)).status).toBe(3);
  expect((await run("start", "--agent", "c")).json).toMatchObject({ task_id: "task-003" });
  expect((await run("start", "--agent", "f")).json).toMatchObject({ task_id: "task-006" });
  await run("retry", ...A, "--task-id", "task-001");
  await run("start", ...A);
  await run("complete", ...A);
  expect((await run("start", ...B)).json).toMatchObject({ task_id: "task-002" });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("what depends on a task that has failed before is cancelled at once, if that is its rule", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "first");
  await run("cancel", ...A, "--task-id", "task-001");
  const rules = ["--depends-on", "task-001", "--on-dependency-failure", "cancel"];
  expect((await run("create", ...B, "--name", "second", ...rules)).json).toMatchObject({
    created: true,
    task: { status: "cancelled" },
  });
  expect((await run("start", ...B)).json).toMatchObject({ code: "QUEUE_EMPTY" });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("what came back though it cannot run is not cancelled by the creation of something else", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "first");
  await run("cancel", ...A, "--task-id", "task-001");
  const rules = ["--depends-on", "task-001", "--on-dependency-failure", "cancel"];
  await run("create", ...B, "--name", "second", ...rules);
  await run("restore", ...B, "--task-id", "task-002");
  await run("create", ...B, "--name", "third", "--depends-on", "task-001");
  expect((await run("get", "--task-id", "task-002")).json).toMatchObject({ task: { status: "pending" } });
});

test("a lease that runs out for good takes along what depends on it", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...A, "--name", "first", "--lease", "10m", "--max-expiries", "1");
  await run("create", ...B, "--name", "second", "--depends-on", "task-001", "--on-dependency-failure", "cancel");
  await run("create", ...A, "--name", "next");
  await run("start", ...A);
  clock.move("11m");
  expect((await run("start", ...A)).json).toMatchObject({
    task_id: "task-003",
    expired: { task_id: "task-001", task_status: "failed" },
    also_cancelled: [{ agent_id: "b", task_id: "task-002" }],
  });
});

test("a start that ends others takes what waits for just that, be it another agent's end", async () => {
  const clock = movingClock();
  const { run } = commandLine();
  await run("create", ...A, "--name", "1", "--lease", "10m", "--max-expiries", "1");
  await run("create", ...B, "--name", "2", "--depends-on", "task-001", "--on-dependency-failure", "cancel");
  await run("create", "--agent", "c", "--name", "3");
  await run("cancel", "--agent", "c", "--task-id", "task-003");
  const rules = ["--depends-on", "task-001,task-002,task-003", "--on-dependency-failure", "run"];
  await run("create", ...A, "--name", "4", ...rules);
  await run("start", ...A);
  clock.move("11m");
  expect((await run("start", ...A)).json).toMatchObject({
    task_id: "task-004",
    expired: { task_id: "task-001" },
    also_cancelled: [{ agent_id: "b", task_id: "task-002" }],
  });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("one of several is enough, if any is said", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "1");
  await run("create", ...A, "--name", "2");
  await run(
    "create",
    ...B,
    "--name",
    "3",
    "--depends-on",
    "task-001",
    "--depends-on",
    "task-002",
    "--depends-mode",
    "any",
  );
  await run("start", ...A);
  await run("complete", ...A);
  expect((await run("start", ...B)).json).toMatchObject({ task: { depends_on: ["task-001", "task-002"] } });
});

test("a failure writes nothing to the queue of what has something else to hope for", async () => {
  const { run, root } = commandLine();
  await run("create", ...A, "--name", "1");
  await run("create", ...A, "--name", "2");
  const rules = ["--depends-on", "task-001,task-002", "--depends-mode", "any", "--on-dependency-failure", "cancel"];
  await run("create", ...B, "--name", "3", ...rules);
  const before = jsonIn(root, "agents/b/task-list.json");
  await run("cancel", ...A, "--task-id", "task-001");
  expect(jsonIn(root, "agents/b/task-list.json")).toEqual(before);
  await run("cancel", ...A, "--task-id", "task-002");
  expect((await run("get", "--task-id", "task-003")).json).toMatchObject({ task: { status: "cancelled" } });
});

test("a plan of several tasks comes in one call: they know one another by their keys", async () => {
  const plan = [
    { name: "deploy", key: "deploy", depends_on: ["build", "test"], parent: "release" },
    { name: "build", key: "build", parent: "release" },
    { name: "test", key: "test", depends_on: "build", tags: ["ci"] },
    { name: "release", key: "release", group: "v2" },
  ];
  const { run } = commandLine({ input: JSON.stringify(plan) });
  const first = await run("create", ...A, "--input", "-");
  expect(first.json).toMatchObject({ count: 4 });
  expect((await run("list", ...A)).json["pending_tasks"]).toMatchObject([
    { id: "task-002", parent_id: "task-004" },
    { id: "task-004", group: "v2", children: ["task-001", "task-002"] },
    { id: "task-001", depends_on: ["task-002", "task-003"] },
    { id: "task-003", depends_on: ["task-002"], tags: ["ci"] },
  ]);
  const again = await run("create", ...A, "--input", "-");
  expect(again.json).toMatchObject({ created: false, task_ids: first.json["task_ids"] });
});

test("tasks that would wait for one another are refused, in one call and by an edit", async () => {
  const plan = [
    { name: "x", key: "x", depends_on: ["y"] },
    { name: "y", key: "y", depends_on: ["x"] },
  ];
  const { run } = commandLine({ input: JSON.stringify(plan) });
  expect((await run("create", ...A, "--input", "-")).json).toMatchObject({ problem: "cycle", parameter: "depends_on" });
  await run("create", ...A, "--name", "1");
  await run("create", ...B, "--name", "2", "--depends-on", "task-001");
  await run("create", "--agent", "c", "--name", "3", "--depends-on", "task-002");
  const cycle = await run("edit", ...A, "--task-id", "task-001", "--depends-on", "task-003");
  expect(cycle.status).toBe(2);
  expect(cycle.json).toMatchObject({ given: "task-001 -> task-003 -> task-002 -> task-001" });
  expect((await run("edit", ...A, "--task-id", "task-001", "--depends-on", "task-001")).status).toBe(2);
  await run("edit", "--agent", "c", "--task-id", "task-003", "--depends-on", "none");
  expect((await run("edit", ...A, "--task-id", "task-001", "--depends-on", "task-003")).json).toMatchObject({
    status: "success",
  });
  expect((await run("start", ...A)).status).toBe(3);
});

test.each([
  [["create", ...A, "--name", "x", "--depends-on", "task-099"], 4],
  [["edit", ...A, "--task-id", "task-001", "--depends-on", "task-099"], 4],
  [["create", ...A, "--name", "x", "--parent", "task-099"], 4],
  [["create", ...A, "--name", "x", "--depends-on", ""], 2],
  [["create", ...A, "--name", "x", "--depends-mode", "any"], 2],
  [["create", ...A, "--name", "x", "--on-dependency-failure", "run"], 2],
  [["edit", ...A, "--task-id", "task-001", "--depends-mode", "any"], 2],
  [["create", ...A, "--name", "x", "--depends-on", "task-001", "--depends-mode", "some"], 2],
  [["create", ...A, "--name", "x", "--tag", "a\nb"], 2],
  [["create", ...A, "--name", "x", "--group", "a,b"], 2],
])("%j is refused with status %i, and makes nothing", async (call, status) => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "1");
  expect((await run(...call)).status).toBe(status);
  expect((await run("list", ...A)).json).toMatchObject({ totals: { all: 1 } });
});

test("an edit takes rules, tags and group back again, and a repeated one changes nothing", async () => {
  const { run } = await twoTasks("--tag", "x", "--group", "g");
  const T2 = [...B, "--task-id", "task-002"];
  expect((await run("edit", ...T2, "--depends-on", "task-001", "--tag", "x")).json).toMatchObject({ changed: false });
  expect((await run("edit", ...T2, "--on-dependency-failure", "run", "--group", "none")).status).toBe(0);
  await run("cancel", ...A, "--task-id", "task-001");
  expect((await run("start", ...B)).json).toMatchObject({ task: { group: null, tags: ["x"] } });
});

test("what an edit takes back, or says though it is the default, is no other content under a key", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "1");
  const call = ["create", ...B, "--name", "2", "--key", "k", "--depends-on", "task-001"];
  await run(...call);
  const T2 = [...B, "--task-id", "task-002"];
  const defaults = ["--depends-mode", "all", "--on-dependency-failure", "wait"];
  expect((await run("edit", ...T2, ...defaults)).json).toMatchObject({ changed: false });
  await run("edit", ...T2, "--depends-mode", "any", "--on-dependency-failure", "run", "--tag", "x", "--group", "g");
  expect((await run(...call)).json).toMatchObject({ code: "KEY_CONFLICT" });
  await run("edit", ...T2, ...defaults, "--tag", "none", "--group", "none");
  expect((await run(...call)).json).toMatchObject({ created: false, task_id: "task-002" });
  await run("edit", ...T2, "--depends-on", "none");
  const withoutLinks = ["create", ...B, "--name", "2", "--key", "k"];
  expect((await run(...withoutLinks)).json).toMatchObject({ created: false, task_id: "task-002" });
});

test("a task that has ended takes no more parts", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "1");
  await run("cancel", ...A, "--task-id", "task-001");
  expect((await run("create", ...B, "--name", "2", "--parent", "task-001")).json).toMatchObject({
    code: "INVALID_TRANSITION",
    task_status: "cancelled",
  });
});

test("a program that does not know dependencies is kept from starting what has to wait", async () => {
  const { run, root } = await twoTasks();
  expect(jsonIn(root, "agents/b/task-list.json")).toMatchObject({ schema_version: 1.2, needs_version: "0.3.0" });
  expect(jsonIn(root, "agents/a/task-list.json")).toMatchObject({ schema_version: 1 });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("who starts is told what those have delivered on which his task depends, and who resumes too", async () => {
  const { run } = await twoTasks();
  await run("start", ...A);
  await run("complete", ...A, "--result", "the schema is in db/7.sql");
  const delivered = {
    dependencies: [
      {
        task_id: "task-001",
        agent_id: "a",
        task_status: "completed",
        name: "first",
        result: "the schema is in db/7.sql",
      },
    ],
  };
  expect((await run("resume", ...B, "--output", "json")).json).toMatchObject({ task: null, ...delivered });
  expect((await run("start", ...B, "--dry-run")).json).not.toHaveProperty("dependencies");
  expect((await run("start", ...B, "--with-results")).json).toMatchObject({ task_id: "task-002", ...delivered });
  expect((await run("start", ...B, "--resume", "--with-results")).json).toMatchObject(delivered);
  expect((await run("resume", ...B)).stdout).toContain(
    "\nIt builds on:\n  task-001 (completed): the schema is in db/7.sql\n",
  );
  expect((await run("resume", ...B, "--lang", "zh")).stdout).toContain("task-001（已完成）：the schema");
});
