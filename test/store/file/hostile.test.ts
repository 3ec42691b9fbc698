import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fileStore } from "../../../src/store/file/store.ts";
import { add, complete, listOf, start } from "../../helpers/changes.ts";
import { filesIn } from "../../helpers/files.ts";
import { refusal } from "../../helpers/refusal.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const LIST = "agents/coder/task-list.json";

/** A root with two agents that have worked. */
async function usedRoot() {
  const root = temporaryFolder();
  const store = fileStore(root, { lockTimeoutMs: 200 });
  for (const agent of ["coder", "other"]) {
    await add(store, agent);
    await add(store, agent);
    await start(store, agent);
    await complete(store, agent);
  }
  return { root, store };
}

const CONTENTS: readonly (readonly [string, string | Buffer])[] = [
  ["nothing", ""],
  ["half a file", '{"schema_version": 1, "agent_id": "co'],
  ["null", "null"],
  ["an array", "[]"],
  ["an empty object", "{}"],
  ["zero bytes", Buffer.alloc(100)],
  ["what is not UTF-8", Buffer.from('{"agent_id":"\xff"}', "latin1")],
  [
    "another agent's list",
    JSON.stringify({ agent_id: "other", pending_tasks: [], completed_tasks: [], failed_tasks: [] }),
  ],
  [
    "a task whose time is none",
    JSON.stringify({
      agent_id: "coder",
      pending_tasks: [
        { id: "task-1", name: "x", status: "pending", priority: 1, agent_id: "coder", assigned_at: "soon" },
      ],
      completed_tasks: [],
      failed_tasks: [],
    }),
  ],
  [
    "a task whose id is a path",
    JSON.stringify({
      agent_id: "coder",
      pending_tasks: [
        {
          id: "../../x",
          name: "x",
          status: "pending",
          priority: 1,
          agent_id: "coder",
          assigned_at: "2026-04-10T10:00:00Z",
        },
      ],
      completed_tasks: [],
      failed_tasks: [],
    }),
  ],
];

test.each(CONTENTS)("a list that holds %s is refused and left as it is, and others work on", async (_, content) => {
  const { root, store } = await usedRoot();
  writeFileSync(join(root, LIST), content);
  for (const attempt of [() => listOf(store, "coder"), () => add(store, "coder"), () => start(store, "coder")]) {
    expect(await refusal(attempt)).toMatchObject({ code: "STORE_CORRUPT", facts: { path: join(root, LIST) } });
  }
  expect(readFileSync(join(root, LIST))).toEqual(Buffer.from(content));
  expect(await add(store, "other")).toBe("task-005");
  expect(existsSync(join(root, ".lock"))).toBe(false);
});

test("ids that a list uses which cannot be read are not given again, even if counter and index are lost", async () => {
  const { root, store } = await usedRoot();
  writeFileSync(join(root, LIST), '{ "id": "task-777", torn');
  rmSync(join(root, "index.json"));
  rmSync(join(root, "task-counter.txt"));
  expect(await add(store, "other")).toBe("task-778");
});

test("a list of a newer program is refused, with both versions", async () => {
  const { root, store } = await usedRoot();
  writeFileSync(join(root, LIST), '{"schema_version":2,"whatever":true}');
  expect(await refusal(() => listOf(store, "coder"))).toEqual({
    code: "SCHEMA_TOO_NEW",
    facts: { path: join(root, LIST), schema_version: 2, supported_version: 1.3 },
  });
});

test("a list that is nested too deeply to be written again is refused before anything is written", async () => {
  const { root, store } = await usedRoot();
  const deep = readFileSync(join(root, LIST), "utf8").replace(
    '"schema_version": 1',
    `"x": ${"[".repeat(100_000)}${"]".repeat(100_000)}, "schema_version": 1`,
  );
  writeFileSync(join(root, LIST), deep);
  expect(await refusal(() => add(store, "coder"))).toMatchObject({
    code: "STORE_CORRUPT",
    facts: { problem: "too_deep" },
  });
  expect(readFileSync(join(root, LIST), "utf8")).toBe(deep);
});

const PLACES = [
  "agents",
  "agents/coder",
  LIST,
  "events",
  `events/${month()}.jsonl`,
  "history",
  `history/${month()}`,
  "index.json",
  "task-counter.txt",
  ".tmp",
];

test.each(PLACES)("a symbolic link at %s is not followed", async (place) => {
  const { root, store } = await usedRoot();
  await start(store, "coder");
  const elsewhere = join(temporaryFolder(), "elsewhere");
  spawnSync("mv", [join(root, place), elsewhere]);
  symlinkSync(elsewhere, join(root, place));
  const before = filesIn(dirname(elsewhere));
  const write = () => (place === "task-counter.txt" ? add(store, "coder") : complete(store, "coder"));
  expect(await refusal(write)).toMatchObject({
    code: "STORE_CORRUPT",
    facts: { path: join(root, place), problem: expect.stringMatching(/^symbolic_link$|^not_a_f/) },
  });
  expect(filesIn(dirname(elsewhere))).toEqual(before);
});

test.each([LIST, `events/${month()}.jsonl`, "index.json", "task-counter.txt"])(
  "a folder or a pipe in the place of %s is refused",
  async (place) => {
    for (const make of ["mkdir", "mkfifo"]) {
      const { root, store } = await usedRoot();
      rmSync(join(root, place));
      spawnSync(make, [join(root, place)]);
      expect(await refusal(() => add(store, "coder"))).toMatchObject({
        code: "STORE_CORRUPT",
        facts: { path: join(root, place), problem: "not_a_file" },
      });
    }
  },
);

test("what others left in agents/ is no agent, and a folder with a strange name is found", async () => {
  const { root, store } = await usedRoot();
  writeFileSync(join(root, "agents", "README"), "");
  mkdirSync(join(root, "agents", "小明"));
  symlinkSync("/etc", join(root, "agents", "link"));
  expect(await store.agentId("小明")).toBe("小明");
  expect(await refusal(() => store.agentId("小红"))).toMatchObject({ code: "INVALID_PARAMS" });
  expect((await store.read({ tasks: ["task-404"] })).tasks.get("task-404")).toEqual([]);
  rmSync(join(root, "index.json"));
  expect(await add(store, "小明")).toBe("task-005");
});

test("a list whose id differs from its folder in case stays in its folder, with each task once", async () => {
  const { root, store } = await usedRoot();
  spawnSync("mv", [join(root, "agents", "coder"), join(root, "agents", "Coder")]);
  const agent = await store.agentId("coder");
  await start(store, agent);
  expect(existsSync(join(root, "agents", "coder"))).toBe(false);
  expect(await listOf(store, "Coder")).toMatchObject({ agent_id: "Coder", pending_tasks: [], current_task: {} });
});

test("the archive copy of another task is never overwritten", async () => {
  const { root, store } = await usedRoot();
  const path = join(root, "history", month(), "task-002.json");
  const foreign = JSON.stringify({
    id: "task-002",
    name: "foreign",
    status: "completed",
    priority: 1,
    agent_id: "x",
    assigned_at: "2026-04-10T10:00:00Z",
  });
  writeFileSync(path, foreign);
  await start(store, "coder");
  await complete(store, "coder");
  expect(readFileSync(path, "utf8")).toBe(foreign);
  expect(JSON.parse(readFileSync(path.replace(".json", ".coder.json"), "utf8"))).toMatchObject({ agent_id: "coder" });
});

function month(): string {
  return new Date().toISOString().slice(0, 7);
}
