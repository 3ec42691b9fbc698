import { mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AgentList } from "../../../../src/domain/agent-list.ts";
import { type CommandLine, commandLine } from "../../../helpers/command-line.ts";
import { originalRoot, withoutOurs } from "../../../helpers/original-root.ts";
import { violations } from "../../../reliability/invariants.ts";

const CODER = ["--agent", "coder"] as const;

describe("what has ended does not come back", () => {
  test("where the journal's line of its end cannot be read", async () => {
    const { line, root } = await worked(25, 22);
    editJournal(root, (lines) => lines.map((each) => (isEndOf(each, "task-001") ? each.slice(0, 60) : each)));
    await expectMended(line, { completed: 22, pending: 3 });
    expect(await statusOf(line, "task-001")).toBe("completed");
  });

  test("where the journal was cut", async () => {
    const { line, root } = await worked(4, 3, 1);
    editJournal(root, (lines) => [...lines.slice(0, 4), ""]);
    await expectMended(line, { completed: 3, pending: 1 });
  });

  test("where the journal was cut and the list is gone", async () => {
    const { line, root } = await worked(1, 1);
    editJournal(root, (lines) => [...lines.slice(0, 1), ""]);
    writeFileSync(listOf(root), "null");
    await expectMended(line, { completed: 1, pending: 0 });
  });

  test("where an old list was put back and cut", async () => {
    const { line, root } = await worked(2, 0, 0);
    const old = readFileSync(listOf(root), "utf8");
    await work(line, 2);
    await line.run("create", ...CODER, "--name", "next");
    writeFileSync(listOf(root), old.slice(0, -3));
    await expectMended(line, { completed: 2, pending: 1 });
  });

  test("where the damaged list is all that tells of it besides the archive", async () => {
    const { line, root } = await worked(3, 1);
    editJournal(root, (lines) => [...lines.slice(0, 3), ""]);
    truncateSync(listOf(root), readFileSync(listOf(root)).length - 20);
    await expectMended(line, { completed: 1, pending: 2 });
  });
});

test("where the journal was cut, a later attempt of the archive counts more than the failure before it", async () => {
  const { line, root } = await worked(1, 0, 0);
  await line.run("start", ...CODER);
  await line.run("fail", ...CODER, "--error", "no");
  await line.run("retry", ...CODER, "--task-id", "task-001");
  await work(line, 1);
  await line.run("create", ...CODER, "--name", "next");
  editJournal(root, (lines) => [...lines.slice(0, 3), ""]);
  writeFileSync(listOf(root), "{}");
  expect((await line.run("doctor", "--repair")).json).toMatchObject({ sound: true });
  expect(await statusOf(line, "task-001")).toBe("completed");
});

test.each(["index.json", "task-counter.txt"])("a folder in the place of %s is put aside", async (name) => {
  const { line, root } = await worked(2, 1);
  rmSync(join(root, name));
  mkdirSync(join(root, name));
  rmSync(join(root, "events"), { recursive: true });
  await expectMended(line, { completed: 1, pending: 1 });
});

describe("ends are counted once", () => {
  test.each([
    ["doctor", "--repair"],
    ["create", ...CODER, "--name", "next"],
  ])("by %s, without journal and index", async (...command) => {
    const { line, root } = await worked(25, 22);
    rmSync(join(root, "events"), { recursive: true });
    rmSync(join(root, "index.json"));
    await line.run(...command);
    expect((await line.run("stats", ...CODER)).json).toMatchObject({ total: { completed: 22 } });
  });

  test.each(["a copy", "the archive"])("where the list has lost our fields, and %s is gone", async (what) => {
    const { line, root } = await worked(25, 22);
    editList(root, withoutOurs);
    const month = join(root, "history", readdirSync(join(root, "history"))[0]!);
    rmSync(what === "a copy" ? join(month, "task-001.json") : month, { recursive: true });
    await expectMended(line, { completed: 22, pending: 3 });
  });

  test.each([(list: AgentList) => list, withoutOurs])(
    "where an old list was put back, which has one of them open",
    async (written) => {
      const { line, root } = await worked(1, 0);
      await line.run("start", ...CODER);
      const old = readList(root);
      await line.run("complete", ...CODER);
      writeFileSync(listOf(root), JSON.stringify(written(old)));
      await expectMended(line, { current: 1, completed: 0 });
      await line.run("complete", ...CODER);
      expect((await line.run("query")).json).toMatchObject({ total: 1, returned: 1 });
    },
  );

  test("where a finished record stands twice", async () => {
    const { line, root } = await worked(3, 3, 20);
    editList(root, (list) => ({ ...list, completed_tasks: [...list.completed_tasks, list.completed_tasks[0]!] }));
    await expectMended(line, { completed: 3, pending: 0 });
  });
});

describe("what waits or runs is not lost", () => {
  test("where other tasks of the same call have its name", async () => {
    const line = commandLine({ input: '[{"name":"x"},{"name":"x"},{"name":"x"}]' });
    await line.run("create", ...CODER, "--input", "-");
    await work(line, 1);
    editList(line.root, (list) => ({ ...list, pending_tasks: [] }));
    await expectMended(line, { completed: 1, pending: 2 });
  });

  test("where a record of an earlier attempt was put back", async () => {
    const { line, root } = await worked(1, 0);
    await line.run("start", ...CODER);
    await line.run("fail", ...CODER, "--error", "no");
    const { failed_tasks } = readList(root);
    await line.run("retry", ...CODER, "--task-id", "task-001");
    await line.run("start", ...CODER);
    editList(root, (list) => ({ ...list, failed_tasks }));
    await expectMended(line, { current: 1, failed: 0 });
  });

  test("where the keys of a damaged list are in another order, and there is no journal", async () => {
    const { line, root } = await worked(2, 0);
    rmSync(join(root, "events"), { recursive: true });
    const sorted = JSON.stringify(readList(root), sortedKeys, 2);
    writeFileSync(listOf(root), sorted.slice(0, -40));
    await expectMended(line, { pending: 2 });
  });
});

test("what stands in the metadata of a task is not taken for one", async () => {
  const { line, root } = await worked(1, 0, 0);
  const parent = JSON.stringify({ parent: readList(root).pending_tasks[0] });
  await line.run("create", ...CODER, "--name", "child", "--metadata", parent);
  await work(line, 1);
  await line.run("create", ...CODER, "--name", "next");
  truncateSync(listOf(root), readFileSync(listOf(root)).length - 3);
  await expectMended(line, { completed: 1, pending: 2 });
});

test("of what is gone for good it is said once", async () => {
  const root = originalRoot();
  const line = commandLine({ env: { AGENT_TASKS_ROOT: root } });
  await line.run("doctor", "--repair");
  rmSync(join(root, "history"), { recursive: true });
  const { json } = await line.run("doctor", "--repair");
  const ids = (json["lost"] as { task_id: string }[]).map(({ task_id }) => task_id);
  expect(ids.toSorted()).toEqual(["task-062", "task-105"]);
  expect((await line.run("doctor")).json).toMatchObject({ sound: true });
  expect((await line.run("get", "--task-id", "task-062")).json).toMatchObject({ code: "TASK_NOT_FOUND" });
});

test("an original index says how many open tasks could not be brought back", async () => {
  for (const damage of ["null", "gone"]) {
    const root = originalRoot();
    const line = commandLine({ env: { AGENT_TASKS_ROOT: root } });
    if (damage === "null") writeFileSync(listOf(root, "agent-coder"), "null");
    else rmSync(join(root, "agents", "agent-coder"), { recursive: true });
    const { json } = await line.run("doctor", "--repair");
    expect(json["rebuilt"]).toEqual([{ agent_id: "agent-coder", tasks: 0, missing: 16 }]);
    expect((await line.run("doctor")).json).toMatchObject({ sound: true });
  }
});

test("a task that is put back does not share an id", async () => {
  const root = originalRoot();
  const line = commandLine({ env: { AGENT_TASKS_ROOT: root } });
  await line.run("create", "--agent", "agent-coder", "--name", "x");
  const path = listOf(root, "agent-coder");
  const list = JSON.parse(readFileSync(path, "utf8")) as AgentList;
  const pending_tasks = list.pending_tasks.filter(({ id }) => id !== "task-178");
  writeFileSync(path, JSON.stringify({ ...list, pending_tasks }));
  expect((await line.run("doctor", "--repair")).json).toMatchObject({ sound: true });
  expect((await line.run("doctor")).json).toMatchObject({ sound: true });
});

test.each(["agents", "events", "history", ".tmp"])(
  "a file in the place of %s is found, and left to a person",
  async (name) => {
    const { line, root } = await worked(1, 0);
    rmSync(join(root, name), { recursive: true, force: true });
    writeFileSync(join(root, name), "");
    for (const args of [[], ["--repair"]]) {
      const { json, status } = await line.run("doctor", ...args);
      expect([status, json["findings"]]).toMatchObject([7, [{ problem: "place_wrong", path: join(root, name) }]]);
    }
    expect(readFileSync(join(root, name), "utf8")).toBe("");
  },
);

/** Some tasks of agent coder, of which the first are completed. */
async function worked(
  tasks: number,
  completed: number,
  keepFinished = 20,
): Promise<{ line: CommandLine; root: string }> {
  const input = Array.from({ length: tasks }, (_, number) => `{"name":"task ${number}"}`).join("\n");
  const line = commandLine({ input, env: { AGENT_TASKS_KEEP_FINISHED: String(keepFinished) } });
  await line.run("create", ...CODER, "--input", "-");
  await work(line, completed);
  return { line, root: line.root };
}

async function work({ run }: CommandLine, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    await run("start", ...CODER);
    await run("complete", ...CODER, "--result", "ok");
  }
}

/** After one repair nothing is wrong, and every task is there as it was. */
async function expectMended({ run, root }: CommandLine, counts: object): Promise<void> {
  expect((await run("doctor")).json).toMatchObject({ sound: false });
  expect((await run("doctor", "--repair")).json).toMatchObject({ sound: true });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
  expect(violations(root)).toEqual([]);
  const { total } = (await run("stats", ...CODER)).json as { total: Record<string, number> };
  expect(total).toMatchObject(counts);
  expect((await run("query", ...CODER)).json).toMatchObject({ total: total["all"], returned: total["all"] });
}

async function statusOf({ run }: CommandLine, id: string): Promise<unknown> {
  const { task } = (await run("get", "--task-id", id)).json as { task: { status: string } };
  return task.status;
}

function listOf(root: string, agent = "coder"): string {
  return join(root, "agents", agent, "task-list.json");
}

function readList(root: string): AgentList {
  return JSON.parse(readFileSync(listOf(root), "utf8")) as AgentList;
}

function editList(root: string, how: (list: AgentList) => object): void {
  writeFileSync(listOf(root), JSON.stringify(how(readList(root))));
}

function editJournal(root: string, how: (lines: readonly string[]) => readonly string[]): void {
  const path = join(root, "events", readdirSync(join(root, "events"))[0]!);
  writeFileSync(path, how(readFileSync(path, "utf8").split("\n")).join("\n"));
}

function isEndOf(line: string, id: string): boolean {
  return line.includes(`"${id}","action":"complete"`);
}

function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
