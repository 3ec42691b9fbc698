import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { filesIn } from "../helpers/files.ts";
import { movingClock } from "../helpers/moving-clock.ts";

const OLD = ["purge", "--older-than", "30d"];

/** A root in which three tasks ended in May, one of which the list holds; it is September. */
async function oldRoot(around: Parameters<typeof commandLine>[0] = {}) {
  const clock = movingClock();
  const { root, run } = commandLine({
    ...around,
    env: { AGENT_TASKS_AGENT: "coder", ...around.env, AGENT_TASKS_KEEP_FINISHED: "1" },
  });
  for (const name of ["one", "two", "three"]) {
    await run("create", "--name", name);
    await run("start");
    await run("complete");
  }
  clock.move("120d");
  return { root, run, clock };
}

test("it says what it takes away, and where the copy lies", async () => {
  const { root, run } = await oldRoot();
  const { json } = await run(...OLD, "--yes");
  expect(json).toEqual({
    status: "success",
    before: "2026-08-06T12:00:00.000+00:00",
    tasks: 2,
    kept: 1,
    events: 9,
    agents: [{ agent_id: "coder", tasks: 2 }],
    copy: join(root, "purged", "20260905T120000000Z.jsonl.gz"),
    message:
      "Purged: 2 finished tasks of one agent and 9 lines of the journal from before 2026-08-06T12:00:00.000+00:00.",
  });
  expect((await run("get", "--task-id", "task-001")).json).toMatchObject({ code: "TASK_NOT_FOUND" });
  expect((await run("why", "--task-id", "task-001")).json).toMatchObject({ code: "TASK_NOT_FOUND" });
  expect((await run("query")).json).toMatchObject({ total: 1, tasks: [{ task: { name: "three" } }] });
  expect((await run("history", "--limit", "50")).json).toMatchObject({ total: 1, returned: 1 });
  expect((await run("stats")).json).toMatchObject({ total: { completed: 3, all: 3 }, success_rate: 1 });
  expect((await run("log")).json).toMatchObject({ returned: 0, more: false });
  expect((await run("doctor")).json).toMatchObject({ sound: true });
});

test("a dry run says the same, and changes nothing", async () => {
  const { root, run } = await oldRoot();
  const files = filesIn(root);
  const { json } = await run(...OLD, "--dry-run");
  expect(json).toMatchObject({
    tasks: 2,
    kept: 1,
    events: 9,
    agents: [{ agent_id: "coder", tasks: 2 }],
    dry_run: true,
  });
  expect(json).not.toHaveProperty("copy");
  expect(filesIn(root)).toEqual(files);
});

test("where nobody can be asked it has to be said that it is meant", async () => {
  const { root, run } = await oldRoot();
  const files = filesIn(root);
  expect(await run(...OLD)).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", count: 2 } });
  expect(filesIn(root)).toEqual(files);
});

test("a person is asked, and what was not confirmed does not happen", async () => {
  const { run } = await oldRoot({ isTerminal: true, answer: "n" });
  const refused = await run(...OLD, "--output", "table");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain(
    "Take 2 finished tasks of one agent and 9 lines of the journal from before 2026-08-06T12:00:00.000+00:00 away for good? [y/N] ",
  );
});

test("who says yes reads what was done", async () => {
  const { root, run } = await oldRoot({ isTerminal: true, answer: "y" });
  const { stdout } = await run(...OLD, "--output", "table");
  expect(stdout.replaceAll(root, "<root>")).toMatchInlineSnapshot(`
    "Purged: 2 finished tasks of one agent and 9 lines of the journal from before 2026-08-06T12:00:00.000+00:00.
    A task as old stays: its list holds it, or an open task names it.
    A copy of all of it: <root>/purged/20260905T120000000Z.jsonl.gz
    "
  `);
});

test("it speaks Chinese", async () => {
  const { root, run } = await oldRoot({ isTerminal: true, answer: "是" });
  const { stdout, stderr } = await run(...OLD, "--output", "table", "--lang", "zh");
  expect((stderr + stdout).replaceAll(root, "<根目录>")).toMatchInlineSnapshot(`
    "要永久清除 2026-08-06T12:00:00.000+00:00 之前的 1 个 Agent 的 2 个已结束任务和 9 行日志吗？ [y/N] 已清除 2026-08-06T12:00:00.000+00:00 之前的 1 个 Agent 的 2 个已结束任务和 9 行日志
    另有 1 个同样早的任务保留：仍在所属列表中，或被未结束的任务引用
    全部内容的副本：<根目录>/purged/20260905T120000000Z.jsonl.gz
    "
  `);
});

test("where there is nothing to purge nobody is asked, and nothing changes", async () => {
  const { root, run } = await oldRoot();
  const files = filesIn(root);
  const { json, status } = await run("purge", "--older-than", "200d");
  expect({ status, json }).toMatchObject({ status: 0, json: { tasks: 0, events: 0, kept: 0 } });
  expect(json["message"]).toContain("nothing was changed");
  expect(filesIn(root)).toEqual(files);
});

test.each(["23h", "86399s", "0d", "90", "-1d", "9999d"])("an age of %s is refused", async (age) => {
  const { run } = await oldRoot();
  expect(await run("purge", `--older-than=${age}`, "--yes")).toMatchObject({
    status: 2,
    json: { code: "INVALID_PARAMS", parameter: "older_than" },
  });
});

test("plain is the agents, with how many of their tasks", async () => {
  const { run } = await oldRoot();
  expect((await run(...OLD, "--yes", "--no-copy", "--output", "plain")).stdout).toBe("coder\t2\n");
});

test("what has a key for ever keeps it, and is not made again", async () => {
  const { run, clock } = await oldRoot();
  const keyed = ["create", "--name", "four", "--key", "k", "--key-scope", "ever"];
  await run(...keyed);
  for (const _ of [1, 2]) {
    await run("start");
    await run("complete");
    await run("create", "--name", "five");
  }
  clock.move("120d");
  await run(...OLD, "--yes");
  expect((await run(...keyed)).json).toMatchObject({ code: "TASK_NOT_FOUND", task_id: "task-004" });
});

test("watch goes on from the last event that went, and from before it says that it cannot", async () => {
  const { run } = await oldRoot();
  await run(...OLD, "--yes");
  expect(await run("watch", "--since", "3")).toMatchObject({ status: 2, json: { code: "INVALID_PARAMS", from: 9 } });
});

test("an export has what is left, misses nothing, and comes in elsewhere", async () => {
  const { root, run } = await oldRoot();
  await run(...OLD, "--yes");
  const { stdout, stderr, json } = await run("export");
  expect([stderr, json["warnings"]]).toEqual(["", undefined]);
  writeFileSync(join(root, "..", "export.json"), stdout);
  const other = ["--root", join(root, "..", "other")];
  expect((await run("import", "--file", "export.json", "--yes", ...other)).json).toMatchObject({ count: 1 });
  expect((await run("doctor", ...other)).json).toMatchObject({ sound: true });
});

test("a root that was purged is refused by programs that know nothing of it", async () => {
  const { root, run } = await oldRoot();
  await run(...OLD, "--yes");
  rmSync(join(root, "purged"), { recursive: true }); // the copies are the user's
  const { "index.json": index } = filesIn(root);
  expect(JSON.parse(index!)).toMatchObject({ schema_version: 1.3, needs_version: "0.4.0" });
});

test.each([[[...OLD, "--yes", "--no-copy"]], [["--output", "json", ...OLD, "--yes", "--no-copy"]]])(
  "no copy is kept where none is wanted, wherever that stands in the line",
  async (line) => {
    const { root, run } = await oldRoot();
    const { json } = await run(...line);
    expect(json).toMatchObject({ tasks: 2 });
    expect(json).not.toHaveProperty("copy");
    expect(Object.keys(filesIn(root)).filter((path) => path.includes(".jsonl.gz"))).toEqual([]);
  },
);
