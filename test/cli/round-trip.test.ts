import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { filesIn } from "../helpers/files.ts";
import { allAnswers, fillRoot } from "../helpers/full-root.ts";
import { movingClock } from "../helpers/moving-clock.ts";
import { violations } from "../reliability/invariants.ts";

/** An export of a full root, and where it comes from. */
async function exported() {
  const from = commandLine();
  await fillRoot(from);
  const { stdout: text, status } = await from.run("export");
  expect(status).toBe(0);
  return { from, text };
}

/** From now on no time passes: answers tell the present moment, and how long something has been so. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
}

function parts(document: string) {
  return JSON.parse(document) as Record<string, unknown>;
}

function task(answer: Record<string, unknown>) {
  return answer["task"] as Record<string, unknown>;
}

function sorted(some: readonly object[]): readonly string[] {
  return some.map((each) => JSON.stringify(Object.entries(each).toSorted())).toSorted();
}

/** Without the paths that are each root's own. */
function plain(answers: readonly (readonly [string, string])[], root: string) {
  return answers.map(([call, answer]) => [call, answer.replaceAll(root, "ROOT")]);
}

test("an export that is imported into an empty root gives the same answers to every command", async () => {
  const { from, text } = await exported();
  const to = commandLine({ input: text });
  expect((await to.run("import", "--file", "-", "--yes")).json).toMatchObject({ restored: true, problems: [] });
  expect(violations(to.root)).toEqual([]);
  stopTheClock();
  expect(plain(await allAnswers(to), to.root)).toEqual(plain(await allAnswers(from), from.root));
  expect((await to.run("doctor")).json).toMatchObject({ sound: true, findings: [] });
  const next = ["create", "--agent", "coder", "--name", "next", "--output", "plain"];
  expect((await to.run(...next)).stdout).toBe((await from.run(...next)).stdout);
  const again = ["create", "--agent", "coder", "--name", "one", "--key", "k1", "--key-scope", "ever"];
  expect((await to.run(...again)).json).toMatchObject({ created: false, task_id: "task-001" });
});

test("what was purged is counted, and known to be gone, where the export is imported into an empty root", async () => {
  const clock = movingClock();
  const env = { AGENT_TASKS_KEEP_FINISHED: "2" };
  const from = commandLine({ env });
  await fillRoot(from);
  clock.move("120d");
  await from.run("create", "--agent", "coder", "--name", "新的");
  expect((await from.run("purge", "--older-than", "30d", "--yes")).json).toMatchObject({ status: "success" });
  const text = (await from.run("export")).stdout;
  expect(parts(text)["purged"]).toBeInstanceOf(Array);
  for (const input of [text, undefined]) {
    const to = commandLine({ env, ...(input !== undefined && { input }) });
    const { json } = await to.run("import", "--file", input === undefined ? from.root : "-", "--yes");
    expect(json).toMatchObject({ restored: true, problems: [] });
    expect(plain(await allAnswers(to), to.root)).toEqual(plain(await allAnswers(from), from.root));
    expect((await to.run("doctor")).json).toMatchObject({ sound: true, findings: [] });
    const twice = parts((await to.run("export")).stdout);
    for (const part of ["tasks", "events", "keys", "last_id"]) expect(twice[part]).toEqual(parts(text)[part]);
    expect(twice["purged"]).toEqual(parts(text)["purged"]);
    const next = ["create", "--agent", "coder", "--name", "next", "--output", "plain", "--dry-run"];
    expect((await to.run(...next)).stdout).toBe((await from.run(...next)).stdout);
  }
});

test("what an export says of a purge that is none is not taken in: its tasks are adopted", async () => {
  const clock = movingClock();
  const from = commandLine({ env: { AGENT_TASKS_KEEP_FINISHED: "2" } });
  await fillRoot(from);
  clock.move("120d");
  await from.run("purge", "--older-than", "30d", "--yes");
  const whole = parts((await from.run("export")).stdout);
  const [mark, names, ...rest] = whole["purged"] as readonly Record<string, unknown>[];
  for (const purged of [
    "no",
    [],
    [null],
    [{ ...mark, is_done: false }, names, ...rest],
    [{ ...mark, schema_version: 99 }, names, ...rest],
    [{ ...mark, seq: -1 }, names, ...rest],
    [{ ...mark, seq: 1e300 }, names, ...rest],
    [{ ...mark, counts: { coder: { completed: "1" } } }, names, ...rest],
    [mark, ["coder task-001 5"], ...rest],
    [mark, names, ...rest.slice(1)],
    [mark, names, { agent_id: "coder", gone: [{ task_id: "../x", ended_at: "never" }] }, ...rest],
    undefined,
  ]) {
    const to = commandLine({ input: JSON.stringify({ ...whole, purged }) });
    const { json } = await to.run("import", "--file", "-", "--yes");
    expect(json).toMatchObject({ status: "success", count: (whole["tasks"] as readonly unknown[]).length });
    expect(json).not.toHaveProperty("restored");
    expect(Object.keys(filesIn(to.root))).not.toContain("purged.jsonl");
    expect((await to.run("doctor")).json).toMatchObject({ sound: true });
  }
});

test("what was imported is exported as it was", async () => {
  const { text } = await exported();
  const to = commandLine({ input: text });
  await to.run("import", "--file", "-", "--yes");
  const twice = (await to.run("export")).stdout;
  for (const part of ["tasks", "events", "keys", "last_id"]) expect(parts(twice)[part]).toEqual(parts(text)[part]);
});

test("a repeated import changes nothing, neither where all was restored nor where it was merged", async () => {
  const { text } = await exported();
  for (const isEmpty of [true, false]) {
    const to = commandLine({ input: text });
    if (!isEmpty) await to.run("create", "--agent", "coder", "--name", "mine");
    expect((await to.run("import", "--file", "-", "--yes")).json).toMatchObject({ count: 29, unchanged: 0 });
    const before = filesIn(to.root);
    expect((await to.run("import", "--file", "-", "--yes")).json).toMatchObject({ count: 0, unchanged: 29 });
    expect(filesIn(to.root)).toEqual(before);
  }
});

test("what is merged into a root in use is all there, and the journal, the archive and the counts fit it", async () => {
  const { from, text } = await exported();
  const to = commandLine({ input: text });
  await to.run("create", "--agent", "coder", "--name", "mine");
  await to.run("start", "--agent", "coder");
  const { json } = await to.run("import", "--file", "-", "--yes");
  expect(json).toMatchObject({ count: 29, renamed: [{ agent_id: "coder", from: "task-001", to: "task-030" }] });
  expect(json).not.toHaveProperty("restored");
  expect(violations(to.root)).toEqual([]);
  expect((await to.run("doctor")).json).toMatchObject({ sound: true, findings: [] });
  const total = async ({ run }: typeof from) => ((await run("stats")).json as { total: Record<string, number> }).total;
  const [there, here] = [await total(from), await total(to)];
  expect(here).toEqual({ ...there, current: there["current"]! + 1, all: there["all"]! + 1 });
  const { json: got } = await to.run("get", "--task-id", "task-030");
  const { json: was } = await from.run("get", "--task-id", "task-001");
  expect(task(got)).toEqual({ ...task(was), id: "task-030", former_id: "task-001" });
});

test("the list of what was merged can be made again from the journal", async () => {
  const { text } = await exported();
  const to = commandLine({ input: text });
  await to.run("create", "--agent", "coder", "--name", "mine");
  await to.run("import", "--file", "-", "--yes");
  const before = (await to.run("list", "--agent", "coder")).json;
  writeFileSync(join(to.root, "agents", "coder", "task-list.json"), "{");
  expect((await to.run("doctor", "--repair")).json).toMatchObject({ sound: true });
  const after = (await to.run("list", "--agent", "coder")).json;
  for (const part of ["current_task", "pending_tasks", "totals", "agent_name"])
    expect(after[part]).toEqual(before[part]);
});

test("a root of the original tool loses nothing: every task of it is found, with all its fields", async () => {
  const original = join(import.meta.dirname, "..", "fixtures", "data-dirs", "original");
  const there = commandLine();
  cpSync(original, there.root, { recursive: true });
  const { json: all } = await there.run("query");
  const to = commandLine({ cwd: "/" });
  const { json } = await to.run("import", "--file", original, "--yes");
  expect(json).toMatchObject({ format: "root", count: all["total"], skipped: [] });
  const renamed = json["renamed"] as readonly { agent_id: string; from: string; to: string }[];
  const tasks = (all as { tasks: readonly { task: Record<string, unknown> }[] }).tasks.map((place) => place.task);
  const { json: found } = await to.run("query");
  const here = (found as { tasks: readonly { task: Record<string, unknown> }[] }).tasks.map((place) => place.task);
  const asItWas = here.map(({ former_id, ...rest }) => (former_id === undefined ? rest : { ...rest, id: former_id }));
  expect(sorted(asItWas)).toEqual(sorted(tasks));
  expect(renamed).toHaveLength(4);
  expect((await to.run("import", "--file", original, "--yes")).json).toMatchObject({
    count: 0,
    unchanged: all["total"],
  });
  expect((await to.run("doctor")).json).toMatchObject({ sound: true });
  expect(violations(to.root)).toEqual([]);
});

test("a whole root of ours is taken in like its export", async () => {
  const { from } = await exported();
  const to = commandLine({ cwd: "/" });
  expect((await to.run("import", "--file", from.root, "--yes")).json).toMatchObject({ format: "root", restored: true });
  stopTheClock();
  expect(plain(await allAnswers(to), to.root)).toEqual(plain(await allAnswers(from), from.root));
});

test("an export that somebody has changed comes in as it says, without its journal", async () => {
  const { text } = await exported();
  const to = commandLine({
    input: text.replaceAll('"name":"waits"', '"name":"waited"').replace('"name":"waited"', '"name":"changed"'),
  });
  const { json } = await to.run("import", "--file", "-", "--yes");
  expect(json).toMatchObject({ count: 29 });
  expect(json).not.toHaveProperty("restored");
  expect((await to.run("doctor")).json).toMatchObject({ sound: true });
  expect(violations(to.root)).toEqual([]);
});

test("a single task-list.json, tasks one a line and an array of them come in", async () => {
  const { from } = await exported();
  const list = readFileSync(join(from.root, "agents", "coder", "task-list.json"), "utf8");
  const lines = (await from.run("export", "--format", "jsonl", "--agent", "coder")).stdout;
  const array = JSON.stringify(
    lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  );
  for (const [input, format, count] of [
    [list, "list", 26],
    [lines, "tasks", 26],
    [array, "tasks", 26],
  ] as const) {
    const to = commandLine({ input });
    expect((await to.run("import", "--file", "-", "--yes")).json).toMatchObject({ format, count });
    expect((await to.run("doctor")).json).toMatchObject({ sound: true });
  }
});
