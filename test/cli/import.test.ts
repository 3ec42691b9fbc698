import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Task } from "../../src/domain/task.ts";
import { aTask } from "../helpers/builders.ts";
import { commandLine } from "../helpers/command-line.ts";
import { filesIn } from "../helpers/files.ts";
import { violations } from "../reliability/invariants.ts";

const FROM_INPUT = ["import", "--file", "-"];
const IN = [...FROM_INPUT, "--yes"];
const STAMP = "2026-04-10T11:00:00.000+08:00";

function lines(...tasks: readonly Partial<Task>[]): string {
  return tasks.map((task) => `${JSON.stringify(aTask(task))}\n`).join("");
}

/** A root in which coder has one pending task. */
async function inUse(...tasks: readonly Partial<Task>[]) {
  const line = commandLine({ input: lines(...tasks) });
  await line.run("create", "--agent", "coder", "--name", "mine");
  return line;
}

async function tasksIn({ run }: Pick<ReturnType<typeof commandLine>, "run">) {
  const { json } = await run("query");
  const { tasks } = json as { tasks: readonly { task: Task; location: string }[] };
  return new Map(tasks.map(({ task }) => [task.id, task]));
}

describe("an id that is another task's", () => {
  test("is kept by its owner in merge: who comes gets a new one, and what names it follows", async () => {
    const to = await inUse(
      { name: "theirs", children: ["task-002"] },
      { id: "task-002", depends_on: ["task-001", "task-009"], depends_since: "2026-04", parent_id: "task-001" },
      { id: "task-009", depends_on: ["task-001"] },
    );
    expect((await to.run(...IN)).json).toMatchObject({
      count: 3,
      renamed: [{ agent_id: "coder", from: "task-001", to: "task-010" }],
    });
    const tasks = await tasksIn(to);
    expect(tasks.get("task-001")).toMatchObject({ name: "mine" });
    expect(tasks.get("task-010")).toMatchObject({ name: "theirs", former_id: "task-001", children: ["task-002"] });
    expect(tasks.get("task-002")).toMatchObject({ depends_on: ["task-010", "task-009"], parent_id: "task-010" });
    // Without our depends_since it is another program's field.
    expect(tasks.get("task-009")).toMatchObject({ depends_on: ["task-001"] });
    expect((await to.run("create", "--agent", "coder", "--name", "next")).json).toMatchObject({ task_id: "task-011" });
    expect(violations(to.root)).toEqual([]);
  });

  test("keeps who comes out in skip", async () => {
    const to = await inUse({ name: "theirs" }, { id: "task-002" });
    expect((await to.run(...IN, "--mode", "skip")).json).toMatchObject({
      count: 1,
      skipped: [{ agent_id: "coder", task_id: "task-001" }],
    });
    expect((await tasksIn(to)).get("task-001")).toMatchObject({ name: "mine" });
  });

  test("is taken over in replace, and what was there is written down so that an import brings it back", async () => {
    const to = await inUse({
      name: "theirs",
      status: "completed",
      started_at: STAMP,
      completed_at: STAMP,
      agent_id: "other",
    });
    const { json } = await to.run(...IN, "--mode", "replace");
    expect(json).toMatchObject({ count: 1, replaced: [{ agent_id: "coder", task_id: "task-001" }] });
    const [saved = ""] = json["saved"] as readonly string[];
    expect(JSON.parse(readFileSync(saved, "utf8"))).toMatchObject({ id: "task-001", name: "mine" });
    expect([...(await tasksIn(to)).values()]).toMatchObject([{ id: "task-001", name: "theirs", agent_id: "other" }]);
    expect(violations(to.root)).toEqual([]);
    expect((await to.run("doctor")).json).toMatchObject({ sound: true });
    expect((await to.run("import", "--file", saved, "--yes")).json).toMatchObject({
      count: 1,
      renamed: [{ to: "task-002" }],
    });
    expect((await tasksIn(to)).get("task-002")).toMatchObject({ name: "mine", former_id: "task-001" });
  });

  test("is not taken from a task at which somebody works, nor one that ended counted any more when it is", async () => {
    const to = await inUse({ name: "theirs" }, { id: "task-002", name: "theirs too" });
    await to.run("start", "--agent", "coder");
    await to.run("complete", "--agent", "coder");
    await to.run("create", "--agent", "coder", "--name", "mine too");
    await to.run("start", "--agent", "coder");
    expect((await to.run(...IN, "--mode", "replace")).json).toMatchObject({
      count: 1,
      replaced: [{ task_id: "task-001" }],
      skipped: [{ task_id: "task-002" }],
    });
    expect((await to.run("stats")).json).toMatchObject({ total: { current: 1, pending: 1, completed: 0, all: 2 } });
    expect(violations(to.root)).toEqual([]);
  });

  test("that is given twice in a file is the first's", async () => {
    const to = commandLine({ input: lines({ name: "a" }, { name: "b" }, { name: "a" }) });
    expect((await to.run(...IN)).json).toMatchObject({
      count: 2,
      unchanged: 1,
      renamed: [{ from: "task-001", to: "task-002" }],
      problems: [{ problem: "duplicate_id", severity: "warning", item: 2 }],
    });
  });

  test("that would leave no ids for those to come is not taken", async () => {
    const to = commandLine({ input: lines({ id: "task-999999999999" }) });
    expect((await to.run(...IN)).json).toMatchObject({ renamed: [{ to: "task-001" }] });
    expect((await to.run("create", "--agent", "coder", "--name", "next")).json).toMatchObject({ task_id: "task-002" });
  });
});

describe("a running task", () => {
  test("runs on where nothing else runs", async () => {
    const to = await inUse({ id: "task-005", status: "running", started_at: STAMP });
    expect((await to.run(...IN)).json).toMatchObject({ waiting: [] });
    expect((await to.run("list", "--agent", "coder")).json).toMatchObject({ current_task: { id: "task-005" } });
  });

  test("waits where one does, and keeps what its attempt left", async () => {
    const to = await inUse({ id: "task-005", status: "running", started_at: STAMP });
    await to.run("start", "--agent", "coder");
    expect((await to.run(...IN)).json).toMatchObject({ waiting: [{ agent_id: "coder", task_id: "task-005" }] });
    expect((await tasksIn(to)).get("task-005")).toMatchObject({
      status: "pending",
      attempts: [{ outcome: "moved", started_at: STAMP }],
    });
    expect(violations(to.root)).toEqual([]);
  });
});

describe("a key", () => {
  test("of an open task keeps another that has it from coming, unless such tasks are to be skipped", async () => {
    const to = commandLine({ input: lines({ id: "task-007", key: "k" }, { id: "task-008" }) });
    await to.run("create", "--agent", "coder", "--name", "mine", "--key", "k");
    const before = filesIn(to.root);
    expect(await to.run(...IN)).toMatchObject({
      status: 5,
      json: { code: "KEY_CONFLICT", key: "k", task_id: "task-001" },
    });
    expect(filesIn(to.root)).toEqual(before);
    expect((await to.run(...IN, "--mode", "skip")).json).toMatchObject({
      count: 1,
      skipped: [{ task_id: "task-007" }],
    });
  });

  test("that a task has for ever stays its own when it comes, also when it has ended", async () => {
    const ended = { status: "completed", completed_at: STAMP, key: "k", key_scope: "ever" } as const;
    const to = await inUse({ ...ended, name: "theirs" });
    await to.run(...IN);
    const again = ["create", "--agent", "coder", "--name", "theirs", "--key", "k", "--key-scope", "ever"];
    expect((await to.run(...again)).json).toMatchObject({ created: false, task_id: "task-002" });
    expect((await to.run("doctor")).json).toMatchObject({ sound: true });
    expect(violations(to.root)).toEqual([]);
  });
});

describe("nothing is done", () => {
  test("that nobody has confirmed", async () => {
    const to = await inUse({ id: "task-007" });
    const before = filesIn(to.root);
    expect(await to.run(...FROM_INPUT)).toMatchObject({
      status: 2,
      json: { code: "INVALID_PARAMS", problem: "import_not_confirmed", count: 1 },
    });
    expect(filesIn(to.root)).toEqual(before);
  });

  test("in a dry run, which says what would be, also where no root is yet", async () => {
    const to = commandLine({ input: lines({ id: "task-007" }) });
    expect((await to.run(...FROM_INPUT, "--dry-run")).json).toMatchObject({
      dry_run: true,
      count: 1,
      agents: [{ agent_id: "coder", pending: 1 }],
    });
    expect((await to.run("list-all")).json).toMatchObject({ code: "IO_ERROR" });
  });

  test.each([
    ["y", "en", "Import 1 task of 1 agent? [y/N] "],
    ["是", "zh", "导入 1 个 Agent 的 1 个任务？ [y/N] "],
  ])("unless a person at a terminal says %j", async (answer, lang, question) => {
    const input = lines({ id: "task-007" });
    const shown = { isTerminal: true, env: { AGENT_TASKS_LANG: lang } };
    const to = commandLine({ input, answer, ...shown });
    const { status, stderr, stdout } = await to.run(...FROM_INPUT);
    expect([status, stderr]).toEqual([0, question]);
    expect(stdout).toMatch(/1/);
    expect((await commandLine({ input, answer: "n", ...shown }).run(...FROM_INPUT)).status).toBe(2);
  });

  test("by a file of which one task is wrong, however many are right", async () => {
    const to = commandLine({ input: `${lines({ id: "task-007" })}${lines({ priority: "high" as never })}` });
    expect(await to.run(...IN)).toMatchObject({
      status: 2,
      json: { problem: "not_importable", count: 1, given: "item 2, task-001: priority (field_wrong)" },
    });
    expect((await to.run("list-all")).json).toMatchObject({ code: "IO_ERROR" });
  });
});

test("only what is of the named agent comes in, whatever is wrong with the others'", async () => {
  const to = commandLine({
    input: lines({ id: "task-007" }, { id: "task-008", agent_id: "Other" }, { agent_id: "bad/one" }),
  });
  expect((await to.run(...IN, "--agent", "other")).json).toMatchObject({ count: 1, agents_created: ["Other"] });
  expect((await tasksIn(to)).get("task-008")).toMatchObject({ agent_id: "Other" });
});

test("a queue that is there under another case gets the tasks", async () => {
  const to = await inUse({ id: "task-007", agent_id: "CODER" });
  expect((await to.run(...IN)).json).toMatchObject({ agents: [{ agent_id: "coder" }], agents_created: [] });
});

test("who did it stands in the journal, with the state in which each task came", async () => {
  const to = await inUse({ id: "task-007", tags: ["x"] });
  await to.run(...IN, "--operator", "anna");
  expect((await to.run("log", "--tag", "x", "--full")).json).toMatchObject({
    events: [{ action: "adopted", task_id: "task-007", new_status: "pending", operator: "anna" }],
  });
});

test("older tasks come behind newer ones that ended, so that the newest stay at hand", async () => {
  const to = await inUse(
    ...Array.from({ length: 25 }, (_, n) => ({
      id: `task-${100 + n}`,
      status: "completed" as const,
      completed_at: `2026-04-10T11:00:${10 + n}.000+08:00`,
    })),
  );
  await to.run("start", "--agent", "coder");
  await to.run("complete", "--agent", "coder");
  await to.run(...IN);
  const { json } = await to.run("list", "--agent", "coder");
  const ids = (json["completed_tasks"] as readonly Task[]).map(({ id }) => id);
  expect(ids).toEqual([...Array.from({ length: 19 }, (_, n) => `task-${106 + n}`), "task-001"]);
  expect(json["totals"]).toMatchObject({ completed: 26 });
  expect((await to.run("history", "--agent", "coder", "--limit", "2")).json).toMatchObject({
    total: 26,
    history: [{ id: "task-001" }, { id: "task-124" }],
  });
});

describe("a hostile file gets one clear error, and changes nothing", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  test.each<[string, string | Buffer, object]>([
    ["nothing", "  \n", { problem: "empty" }],
    ["no JSON", "hello", { problem: "not_json" }],
    ["a torn export", '{"format":"agent-task-list-export","version":1,\n"tasks":[', { problem: "not_json" }],
    [
      "a torn line",
      `${lines({})}{"id":"task-0`,
      { problem: "not_importable", given: expect.stringContaining("item 2: ") },
    ],
    ["what is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), { problem: "not_utf8" }],
    [
      "a depth bomb",
      lines({ metadata: 0 }).replace('"metadata":0', `"metadata":${deep}`),
      { given: expect.stringContaining("too_deep") },
    ],
    [
      "__proto__",
      lines({ metadata: { a: 0 } }).replace('"a":0', '"__proto__":{"x":1}'),
      { given: expect.stringContaining("__proto__ (forbidden_key)") },
    ],
    [
      "a path for an agent",
      lines({ agent_id: "../../etc" }),
      { given: expect.stringContaining("../../etc (not_an_agent_id)") },
    ],
    ["a path for an id", lines({ id: "../x" }), { given: expect.stringContaining("id (field_wrong)") }],
    [
      "the future",
      lines({ assigned_at: "2999-01-01T00:00:00Z" }),
      { given: expect.stringContaining("(time_to_come)") },
    ],
    ["wrong types", JSON.stringify([1, null, "x"]), { problem: "not_importable", count: 3 }],
    ["another program's JSON", '{"a":1}', { problem: "import_unknown", given: "json" }],
    ["CSV", "id,name\n1,x\n", { problem: "import_unknown", given: "csv" }],
    ["Markdown", "## coder\n", { problem: "import_unknown", given: "md" }],
    ["a later version", '{"format":"agent-task-list-export","version":2}', { problem: "import_version", given: "2" }],
    [
      "tasks that wait for one another",
      lines(
        { depends_on: ["task-002"], depends_since: "2026-04" },
        { id: "task-002", depends_on: ["task-001"], depends_since: "2026-04" },
      ),
      { given: expect.stringContaining("-> task-001 -> task-002") },
    ],
  ])("%s", async (_, input, facts) => {
    const to = commandLine({ input });
    await to.run("create", "--agent", "coder", "--name", "mine");
    const before = filesIn(to.root);
    for (const call of [IN, [...FROM_INPUT, "--dry-run"]]) {
      expect(await to.run(...call)).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", ...facts } });
    }
    expect(filesIn(to.root)).toEqual(before);
  });

  test("a line of 100 MB", async () => {
    const to = commandLine({ input: `{"id":"${"x".repeat(100 * 1024 * 1024)}` });
    expect((await to.run(...IN)).json).toMatchObject({ problem: "not_json" });
  });

  test("more than comes in at once", async () => {
    const text = "x".repeat(64 * 1024);
    const many = Array.from({ length: 2100 }, (_, n) => ({ id: `task-${n + 100}`, description: text }));
    const to = commandLine({ input: lines(...many) });
    expect((await to.run(...IN)).json).toMatchObject({ problem: "too_much_at_once" });
  });

  test("a queue that would be too full", async () => {
    const to = await inUse(...Array.from({ length: 10_000 }, (_, n) => ({ id: `task-${n + 100}` })));
    expect(await to.run(...IN)).toMatchObject({ status: 5, json: { code: "QUEUE_FULL" } });
  });

  test("a folder that is no task root, and a file that is not there", async () => {
    const to = commandLine();
    expect((await to.run("import", "--file", "none", "--yes")).json).toMatchObject({ problem: "file_unreadable" });
    expect((await to.run("import", "--file", ".", "--yes")).json).toMatchObject({ problem: "import_unknown" });
  });
});
