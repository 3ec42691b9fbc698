import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";

const A = ["--agent", "a"];
const B = ["--agent", "b"];

/**
 * A release: deploy (task-004) depends on test (task-002) and on any of two reviews (task-003 does); test on build
 * (task-001), which is completed. task-006 has nothing to do with it.
 */
async function release(around: Parameters<typeof commandLine>[0] = {}): Promise<CommandLine> {
  const line = commandLine({ ...around, env: { AGENT_TASKS_AGENT: "nobody", ...around.env } });
  const { run } = line;
  await run("create", ...A, "--name", "Build");
  await run("create", ...A, "--name", "Test", "--depends-on", "task-001", "--group", "v2");
  await run("create", ...B, "--name", "Review", "--depends-on", "task-001,task-002", "--depends-mode", "any");
  await run("create", ...B, "--name", "Deploy", "--depends-on", "task-002,task-003", "--group", "v2", "--tag", "x");
  await run("create", ...A, "--name", "Announce", "--depends-on", "task-004", "--priority", "8");
  await run("create", ...A, "--name", "alone", "--tag", "x");
  await run("start", ...A);
  await run("complete", ...A, "--task-id", "task-006");
  await run("start", ...A, "--task-id", "task-001");
  await run("complete", ...A);
  return line;
}

const ids = (json: Record<string, unknown>) => (json["nodes"] as { task_id: string }[]).map(({ task_id }) => task_id);

test("the tree says what waits for what, of all agents, whatever the environment says", async () => {
  const { run } = await release();
  await run("start", ...A, "--task-id", "task-002");
  expect(await run("graph", "--format", "text")).toMatchObject({
    status: 0,
    stderr: "",
    stdout: `task-005  waits  a  "Announce"
  task-004  waits  b  "Deploy"
    task-002  running  a  "Test"
      task-001  completed  a  "Build"
    task-003  ready (any of)  b  "Review"
      task-001  (see above)
      task-002  (see above)
`,
  });
  expect((await run("graph", "--format", "text", "--lang", "zh")).stdout).toBe(
    `task-005  等待中  a  "Announce"
  task-004  等待中  b  "Deploy"
    task-002  执行中  a  "Test"
      task-001  已完成  a  "Build"
    task-003  可开始（任一即可）  b  "Review"
      task-001  （见上）
      task-002  （见上）
`,
  );
});

test("programs get nodes and edges", async () => {
  const { run } = await release();
  const { json } = await run("graph", "--group", "v2");
  expect(json).toEqual({
    status: "success",
    nodes: [
      {
        task_id: "task-001",
        agent_id: "a",
        name: "Build",
        task_status: "completed",
        priority: 5,
        waits: false,
      },
      {
        task_id: "task-002",
        agent_id: "a",
        name: "Test",
        task_status: "pending",
        priority: 5,
        waits: false,
        group: "v2",
      },
      {
        task_id: "task-003",
        agent_id: "b",
        name: "Review",
        task_status: "pending",
        priority: 5,
        waits: false,
        depends_mode: "any",
      },
      {
        task_id: "task-004",
        agent_id: "b",
        name: "Deploy",
        task_status: "pending",
        priority: 5,
        waits: true,
        waits_for: "dependency",
        group: "v2",
      },
    ],
    edges: [
      { task_id: "task-002", depends_on: "task-001" },
      { task_id: "task-003", depends_on: "task-001" },
      { task_id: "task-003", depends_on: "task-002" },
      { task_id: "task-004", depends_on: "task-002" },
      { task_id: "task-004", depends_on: "task-003" },
    ],
    total: 4,
  });
});

test.each([
  [[], ["task-005", "task-001", "task-002", "task-003", "task-004"]],
  [A, ["task-005", "task-001", "task-002", "task-004"]],
  [["--agent", "nobody", "--tag", "x"], []],
  [
    ["--tag", "x"],
    ["task-002", "task-003", "task-004", "task-006"],
  ],
  [[...A, "--tag", "x"], ["task-006"]],
  [
    ["--tag", "x", "--group", "v2"],
    ["task-002", "task-003", "task-004"],
  ],
  [["--parent", "task-001"], []],
  [
    ["--task-id", "task-003"],
    ["task-005", "task-001", "task-002", "task-003", "task-004"],
  ],
  [
    ["--task-id", "task-002"],
    ["task-005", "task-001", "task-002", "task-003", "task-004"],
  ],
  [["--task-id", "task-006"], ["task-006"]],
  [
    [...A, "--task-id", "task-005"],
    ["task-005", "task-001", "task-002", "task-003", "task-004"],
  ],
])("graph %j shows %j", async (args, shown) => {
  const { run } = await release({ env: { AGENT_TASKS_KEEP_FINISHED: "0" } });
  const { status, json } = await run("graph", ...args);
  expect([status, ids(json), json["total"]]).toEqual([0, shown, shown.length]);
});

test("what a completed task depended on is not followed from a task, a failed one's is", async () => {
  const { run } = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "0" } });
  await run("create", ...A, "--name", "1");
  await run("create", ...A, "--name", "2", "--depends-on", "task-001");
  await run("create", ...A, "--name", "3", "--depends-on", "task-002");
  await run("create", ...A, "--name", "4");
  await run("create", ...A, "--name", "5", "--depends-on", "task-004");
  await run("create", ...A, "--name", "6", "--depends-on", "task-005,task-002");
  for (const id of ["task-001", "task-002"]) {
    await run("start", ...A, "--task-id", id);
    await run("complete", ...A);
  }
  await run("cancel", ...A, "--task-id", "task-005");
  expect(ids((await run("graph", "--task-id", "task-003")).json)).toEqual(["task-002", "task-003"]);
  expect((await run("graph", "--task-id", "task-006", "--format", "text")).stdout).toBe(
    `task-006  waits  a  "6"
  task-002  completed  a  "2"
  task-005  cancelled  a  "5"
    task-004  ready  a  "4"
`,
  );
});

test("a task of which nothing is left is shown as missing, and what was asked for is refused", async () => {
  const { run, root } = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "0" } });
  await run("create", ...A, "--name", "1");
  await run("create", ...A, "--name", "2", "--depends-on", "task-001");
  await run("create", ...B, "--name", "3");
  for (const agent of [A, B]) {
    await run("start", ...agent);
    await run("complete", ...agent);
  }
  await run("create", ...A, "--name", "4", "--priority", "9");
  await run("start", ...A);
  await run("complete", ...A);
  rmSync(join(root, "history"), { recursive: true });
  const { stdout, status } = await run("graph", "--format", "text");
  expect([status, stdout]).toEqual([0, 'task-002  waits  a  "2"\n  task-001  missing\n']);
  expect((await run("graph")).json).toMatchObject({
    nodes: [{ task_id: "task-002" }, { task_id: "task-001", task_status: null }],
  });
  for (const format of ["mermaid", "dot"]) expect((await run("graph", "--format", format)).stdout).toContain("missing");
  expect((await run("graph", "--task-id", "task-001")).json).toMatchObject({ code: "STORE_CORRUPT" });
});

test.each([
  [["--task-id", "task-099"], 4, { code: "TASK_NOT_FOUND" }],
  [["--task-id", "task-003", ...A], 4, { code: "TASK_NOT_FOUND", owner_agent_id: "b" }],
  [["--task-id", "../x"], 2, { problem: "not_a_task_id" }],
  [["--task-id", "task-001", "--group", "v2"], 2, { problem: "not_together", parameter: "task_id", given: "group" }],
  [["--format", "svg"], 2, { problem: "not_a_choice", parameter: "format", given: "svg" }],
  [["--format", ""], 2, { problem: "not_a_choice" }],
  [["--format", "svg", "--output", "json"], 2, { problem: "not_a_choice" }],
  [["--group", "a,b"], 2, { problem: "not_a_label" }],
])("graph %j is refused with status %i", async (args, status, facts) => {
  const { run } = await release();
  expect(await run("graph", ...args)).toMatchObject({ status, json: facts });
});

test("a person reads the tree, a program JSON, and a format that is named is printed as it is", async () => {
  const { run } = await release({ isTerminal: true });
  const text = (await run("graph", "--format", "text")).stdout;
  expect((await run("graph")).stdout).toBe(text);
  expect((await run("graph", "--output", "plain")).stdout).toBe(text);
  expect((await run("graph", "--output", "json", "--format", "text")).stdout).toBe(text);
  expect((await run("graph", "--format", "json", "--output", "plain")).json).toMatchObject({ total: 5 });
  expect((await commandLine().run("graph")).status).toBe(1);
});

test("without tasks that depend on one another there is little to show", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", "x");
  expect((await run("graph")).json).toEqual({ status: "success", nodes: [], edges: [], total: 0 });
  expect((await run("graph", "--format", "text")).stdout).toBe("no tasks\n");
  expect((await run("graph", "--format", "mermaid")).stdout).toBe("graph TD\n");
  expect((await run("graph", "--format", "dot")).stdout).toBe("digraph tasks {\n  node [shape=box, style=filled]\n}\n");
});

const HOSTILE = `"]]-->x;\n\u001b[2J\u202e<img src=x onerror=alert(1)>&quot;\`**b**\`\\N\\" %%{init}%% #35; 字 é`;

test("names of others steer neither a terminal nor a program that draws", async () => {
  const { run } = commandLine();
  await run("create", ...A, "--name", HOSTILE);
  await run("create", ...A, "--name", "x".repeat(200), "--depends-on", "task-001");
  const long = `${"x".repeat(79)}…`;
  expect((await run("graph", "--format", "text")).stdout).toBe(
    `task-002  waits  a  "${long}"\n  task-001  ready  a  ${String.raw`"\"]]-->x;\n\u001b[2J\u202e<img src=x onerror=alert(1)>&quot;${"`**b**`"}\\N\\\" %%{init}%% #35; 字 é"`}\n`,
  );
  expect((await run("graph", "--format", "mermaid")).stdout).toMatchInlineSnapshot(`
    "graph TD
      task-001["task-001<br/>#34;#93;#93;--#62;x#59;#92;u000a#92;u001b#91;2J#92;u202e#60;img src#61;x onerror#61;alert(1)#62;#38;quot#59;#96;#42;#42;b#42;#42;#96;#92;N#92;#34; #37;#37;#123;init#125;#37;#37; #35;35#59; 字 é"]:::ready
      task-002["task-002<br/>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"]:::waits
      task-001 --> task-002
      classDef ready fill:#ffffff,stroke:#2f6fab,color:#111111
      classDef waits fill:#eeeeee,stroke:#888888,color:#111111
    "
  `);
  expect((await run("graph", "--format", "dot")).stdout).toMatchInlineSnapshot(`
    "digraph tasks {
      node [shape=box, style=filled]
      "task-001" [label="task-001\\n\\"]]-->x;\\\\u000a\\\\u001b[2J\\\\u202e<img src=x onerror=alert(1)>&amp;quot;\`**b**\`\\\\N\\\\\\" %%{init}%% #35; 字 é", class="ready", fillcolor="#ffffff"]
      "task-002" [label="task-002\\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…", class="waits", fillcolor="#eeeeee"]
      "task-001" -> "task-002"
    }
    "
  `);
});

test("ids that are words of Mermaid get other names there", async () => {
  const { run, root } = commandLine();
  await run("create", ...A, "--name", "1");
  await run("create", ...A, "--name", "2", "--depends-on", "task-001");
  const path = join(root, "agents/a/task-list.json");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("task-001", "end--x"));
  expect((await run("graph", "--format", "mermaid")).stdout).toContain("  n0 --> task-002\n");
  expect((await run("graph", "--format", "dot")).stdout).toContain('  "end--x" -> "task-002"\n');
});
