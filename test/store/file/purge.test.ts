import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { NewTask } from "../../../src/domain/new-tasks.ts";
import { endOf, endedAt } from "../../../src/domain/ending.ts";
import type { Task } from "../../../src/domain/task.ts";
import { finishedTasks, openTasks } from "../../../src/domain/find-task.ts";
import { add, complete, listOf, retry, start } from "../../helpers/changes.ts";
import { filesIn, journalOf } from "../../helpers/files.ts";
import { OLDER, type OldRoot, oldRoot } from "../../helpers/old-root.ts";
import { originalRoot } from "../../helpers/original-root.ts";
import { fileCare } from "../../../src/store/file/doctor/care.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import { take } from "../../helpers/take.ts";

/** What a caller can learn of tasks and events. */
async function answers({ store }: Pick<OldRoot, "store">): Promise<Record<string, unknown>> {
  const lists = await Promise.all(["coder", "other"].map((agent) => listOf(store, agent)));
  return {
    lists: lists.map((list) => ({ ...list, outbox: undefined })),
    agents: await store.agents(),
    all: await store.tasks({}),
    history: await store.tasks({ agent: "coder", isEnded: true, limit: 50 }),
    newest: await store.tasks({ agent: "coder", isEnded: true, limit: 1 }),
    failed: await store.tasks({ status: "failed" }),
    may: await store.tasks({ month: "2026-05" }),
    january: await store.tasks({ month: "2026-01" }),
    events: await store.events({ limit: 1000 }),
    purge: (await store.read({ tasks: ["task-001", "task-013"] })).tasks,
  };
}

const find = async ({ store }: OldRoot, id: string) => (await store.read({ tasks: [id] })).tasks.get(id) ?? [];
const idsOf = async ({ store }: OldRoot, query = {}) =>
  (await store.tasks(query)).tasks.map(({ task }) => task.id).toSorted();

describe("what ended long ago, and is in no list", () => {
  test("is gone, and what is younger is there", async () => {
    const old = await oldRoot();
    const before = await old.store.tasks({});
    const report = await old.care.purge(OLDER);
    expect(report).toMatchObject({ tasks: 9, agents: [{ agent_id: "coder", tasks: 9 }], warnings: [] });
    const gone = old.ended.slice(0, 9);
    for (const id of gone) expect(await find(old, id)).toEqual([]);
    expect(await old.store.tasks({})).toEqual({
      total: before.total - 9,
      missing: 0,
      tasks: before.tasks.filter(({ task }) => !gone.includes(task.id)),
    });
    expect((await old.care.examine()).findings).toEqual([]);
  });

  test("is counted on by its list, and no more by who asks for tasks", async () => {
    const old = await oldRoot();
    const totals = (await listOf(old.store, "coder")).totals;
    await old.care.purge(OLDER);
    expect((await listOf(old.store, "coder")).totals).toEqual(totals);
    expect(await old.store.tasks({ agent: "coder", isEnded: true, limit: 2 })).toMatchObject({ total: 7, missing: 0 });
    expect(await old.store.tasks({ agent: "coder", isEnded: true, limit: 50 })).toMatchObject({ total: 7, missing: 0 });
  });

  test("stays if an open task names it, with what that one needs in turn", async () => {
    const old = await oldRoot();
    old.at("2026-05-08T12:00:00Z");
    await add(old.store, "other", on(old.ended[1]!)); // it failed in January
    await old.care.purge(OLDER);
    expect(await idsOf(old)).toEqual(expect.arrayContaining([old.needed, old.ended[1]]));
    expect(await find(old, old.needed)).toMatchObject([{ location: "history", task: { status: "completed" } }]);
    const again = await retry(old.store, "coder", old.ended[1]!);
    expect(again.status).toBe("pending");
    expect((await old.care.examine()).findings).toEqual([]);
  });

  test("stays as long as a list holds it, and is found when the list lets it go", async () => {
    const old = await oldRoot();
    const held = (await listOf(old.store, "other")).completed_tasks.map(({ id }) => id);
    await old.care.purge(OLDER);
    for (const _ of [1, 2, 3]) {
      await add(old.store, "other");
      await start(old.store, "other");
      await complete(old.store, "other");
    }
    expect(finishedTasks(await listOf(old.store, "other")).map(({ id }) => id)).not.toContain(held[0]);
    expect(await idsOf(old, { agent: "other", isEnded: true })).toEqual(expect.arrayContaining(held));
    expect(await old.store.tasks({ agent: "other", isEnded: true, limit: 50 })).toMatchObject({ total: 4, missing: 0 });
    expect((await old.care.examine()).findings).toEqual([]);
  });

  test("leaves a copy of all of it behind, and none where none is wanted", async () => {
    const old = await oldRoot();
    const lines = journalOf(old.root);
    const { copy, events } = await old.care.purge(OLDER);
    const kept = gunzipSync(readFileSync(copy!))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { task?: { id: string }; event?: unknown });
    expect(kept.flatMap(({ task }) => task?.id ?? []).toSorted()).toEqual(old.ended.slice(0, 9).toSorted());
    expect(kept.flatMap(({ event }) => event ?? [])).toEqual(lines.slice(0, events));
    const other = await oldRoot();
    expect(await other.care.purge({ ...OLDER, isCopied: false })).not.toHaveProperty("copy");
    expect(existsSync(join(other.root, "purged"))).toBe(false);
  });
});

describe("the journal", () => {
  test("begins behind the last event that went", async () => {
    const old = await oldRoot();
    const before = await old.store.events({ limit: 1000 });
    const { events } = await old.care.purge(OLDER);
    const after = await old.store.events({ limit: 1000 });
    expect(after).toEqual({ ...before, events: before.events.slice(0, before.events.length - events) });
    expect(journalOf(old.root)).toHaveLength(after.events.length);
    expect(after.events.every(({ at }) => Date.parse(at) >= Date.parse("2026-04-08T12:00:00Z"))).toBe(true);
  });

  test("can be followed from there, and from before it cannot", async () => {
    const old = await oldRoot();
    const { events } = await old.care.purge(OLDER);
    const next = await take(await old.store.follow({ since: events }), 1);
    expect(next).toMatchObject([{ seq: events + 1 }]);
    expect(await take(await old.store.follow({ since: 0 }), 1)).toEqual(next);
    await expect(old.store.follow({ since: events - 1 })).rejects.toMatchObject({
      facts: { problem: "seq_gone", from: events },
    });
  });

  test("that is gone as a whole goes on behind its last event", async () => {
    const old = await oldRoot();
    old.at("2027-05-08T12:00:00Z");
    const { last_seq } = await old.store.events({ limit: 1 });
    await old.care.purge(OLDER);
    expect(journalFiles(old)).toEqual([]);
    rmSync(join(old.root, "index.json"));
    await add(old.store, "coder");
    expect(await old.store.events({ limit: 10 })).toMatchObject({
      last_seq: last_seq + 1,
      events: [{ action: "create" }],
    });
    await old.care.repair();
    expect((await old.care.examine()).findings).toEqual([]);
  });

  test("tells whoever was asleep meanwhile that it has gone on without him", async () => {
    const old = await oldRoot();
    const follower = (await old.store.follow({ since: 3 }))[Symbol.asyncIterator]();
    await old.care.purge(OLDER);
    await expect(follower.next()).rejects.toMatchObject({ facts: { problem: "seq_gone" } });
  });

  test.each(["2099-01-01T00:00:00.000+00:00", "1970-01-01T00:00:00.000+00:00"])(
    "with an event of %s is purged as far as what comes behind it tells",
    async (at) => {
      const old = await oldRoot();
      const path = join(old.root, "events", "2026-01.jsonl");
      const lines = readFileSync(path, "utf8").split("\n");
      lines[7] = JSON.stringify({ ...(JSON.parse(lines[7]!) as object), at });
      writeFileSync(path, lines.join("\n"));
      expect(await old.care.purge(OLDER)).toMatchObject({ events: 43, tasks: 9 });
    },
  );
});

describe("old tasks of which the journal tells late, since the original tool has left them", () => {
  test("are gone too, though their lines stand behind those that stay", async () => {
    const old = await withLate();
    const { total } = await old.store.tasks({});
    expect(await find(old, "task-101")).toHaveLength(1);
    expect(await old.care.purge(OLDER)).toMatchObject({ tasks: 10, events: 43 });
    expect(await find(old, "task-101")).toEqual([]);
    expect(await old.store.tasks({})).toMatchObject({ total: total - 10, missing: 0 });
    expect(await idsOf(old, { agent: "late", isEnded: true })).toEqual(["task-102", "task-103"]);
    expect((await listOf(old.store, "late")).totals.completed).toBe(3);
    expect((await old.care.examine()).findings).toEqual([]);
  });

  test("stay gone after a repair, another purge, and without the index", async () => {
    const old = await withLate();
    await old.care.purge(OLDER);
    const before = await answers(old);
    rmSync(join(old.root, "index.json"));
    rmSync(join(old.root, "agents"), { recursive: true });
    await old.care.repair();
    expect(await old.store.tasks({})).toEqual(before["all"]);
    expect((await listOf(old.store, "late")).totals.completed).toBe(3);
    await old.care.purge({ ...OLDER, olderThanMs: 20 * 86_400_000 });
    expect(await old.store.tasks({})).toMatchObject({ missing: 0 });
    expect(await find(old, "task-101")).toEqual([]);
    expect((await old.care.examine()).findings).toEqual([]);
    old.at("2027-05-08T12:00:00Z");
    await old.care.purge(OLDER);
    expect(JSON.parse(firstLine(old))).toMatchObject({ named: 0, is_done: true });
    expect(await find(old, "task-101")).toEqual([]);
    expect((await old.care.examine()).findings).toEqual([]);
  });
});

describe("what lists, index and counter were", () => {
  test("can be made again from what is left", async () => {
    const old = await oldRoot();
    await old.care.purge(OLDER);
    const before = await answers(old);
    for (const name of ["agents", "index.json", "task-counter.txt"]) {
      rmSync(join(old.root, name), { recursive: true });
    }
    await old.care.repair();
    const after = await answers(old);
    expect(after).toEqual({ ...before, lists: after["lists"], agents: after["agents"] });
    expect(withoutRevision(after)).toEqual(withoutRevision(before));
    expect((await old.care.examine()).findings).toEqual([]);
    expect(await add(old.store, "coder")).toBe("task-019");
  });

  test("does not give the id of a task that is gone again", async () => {
    const old = await oldRoot();
    old.at("2027-05-08T12:00:00Z");
    await add(old.store, "last");
    await start(old.store, "last");
    await complete(old.store, "last");
    old.at("2028-05-08T12:00:00Z");
    await old.care.purge(OLDER);
    for (const name of ["agents", "index.json", "task-counter.txt", "history"]) {
      rmSync(join(old.root, name), { recursive: true });
    }
    await old.care.repair();
    expect(await add(old.store, "new")).toBe("task-020");
  });
});

describe("what says what was purged", () => {
  test.each(["", "{", "[]\n", '{"schema_version":1.3}\n', "null\n"])(
    "is found damaged (%j), and put aside",
    async (text) => {
      const old = await oldRoot();
      await old.care.purge(OLDER);
      writeFileSync(join(old.root, "purged.jsonl"), text);
      await expect(old.store.events({ limit: 1 })).rejects.toMatchObject({ code: "STORE_CORRUPT" });
      expect((await old.care.examine()).findings).toMatchObject([{ problem: "purge_unreadable" }]);
      const { after, saved } = await old.care.repair();
      expect(after.findings).toEqual([]);
      expect(saved).toEqual([expect.stringContaining("purged.jsonl.corrupt-")]);
      expect(await find(old, "task-013")).toHaveLength(1);
      expect(await find(old, old.waiting)).toHaveLength(1);
    },
  );

  test("of a newer program is refused by all, also by a repair and a purge", async () => {
    const old = await oldRoot();
    await old.care.purge(OLDER);
    const path = join(old.root, "purged.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace("1.3", "9"));
    const files = filesIn(old.root);
    expect((await old.care.examine()).findings).toMatchObject([{ problem: "schema_too_new" }]);
    const tooNew = { code: "SCHEMA_TOO_NEW" };
    await expect(old.store.tasks({})).rejects.toMatchObject(tooNew);
    await expect(old.care.purge(OLDER)).rejects.toMatchObject(tooNew);
    expect((await old.care.repair()).after.findings).toMatchObject([{ problem: "schema_too_new" }]);
    expect(filesIn(old.root)).toEqual(files);
  });

  test("is carried out by a repair, or the next purge, where its writer did not come to an end", async () => {
    for (const finish of ["repair", "purge"] as const) {
      const [old, undone] = [await oldRoot(), await oldRoot()];
      await old.care.purge(OLDER);
      await undone.care.purge({ ...OLDER, olderThanMs: 3000 * 86_400_000 });
      undoneMark(undone, old);
      expect(await idsOf(undone)).toEqual(await idsOf(old));
      expect((await undone.care.examine()).findings).toEqual([
        { problem: "purge_unfinished", path: join(undone.root, "purged.jsonl") },
      ]);
      await (finish === "repair" ? undone.care.repair() : undone.care.purge(OLDER));
      expect((await undone.care.examine()).findings).toEqual([]);
      expect(Object.keys(filesIn(join(undone.root, "history")))).toEqual(
        Object.keys(filesIn(join(old.root, "history"))),
      );
      expect(await answers(undone)).toEqual(await answers(old));
    }
  });
});

test("a second purge goes on where the first ended", async () => {
  const old = await oldRoot();
  await old.care.purge({ ...OLDER, olderThanMs: 80 * 86_400_000 });
  const once = (await old.store.tasks({})).total;
  const second = await old.care.purge(OLDER);
  expect(second).toMatchObject({ tasks: 3 });
  const old2 = await oldRoot();
  await old2.care.purge(OLDER);
  expect((await old.store.tasks({})).total).toBe(once - 3);
  expect(await answers(old)).toEqual(await answers(old2));
  expect((await old.care.examine()).findings).toEqual([]);
  expect(JSON.parse(firstLine(old))).toEqual(JSON.parse(firstLine(old2)));
});

test("a preview says the same, and changes nothing; so does a purge of nothing", async () => {
  const old = await oldRoot();
  const files = filesIn(old.root);
  const preview = await old.care.previewPurge(OLDER);
  const nothing = await old.care.purge({ ...OLDER, olderThanMs: 3000 * 86_400_000 });
  expect(nothing).toMatchObject({ tasks: 0, events: 0, agents: [], warnings: [] });
  expect(filesIn(old.root)).toEqual(files);
  const { copy: _, ...report } = await old.care.purge(OLDER);
  expect(preview).toEqual(report);
});

test("with another number than was expected nothing is changed", async () => {
  const old = await oldRoot();
  const files = filesIn(old.root);
  await expect(old.care.purge({ ...OLDER, expectedTasks: 8 })).rejects.toMatchObject({
    facts: { problem: "purge_not_confirmed", count: 9 },
  });
  expect(filesIn(old.root)).toEqual(files);
});

test("a list that cannot be read keeps everything in its place: who knows what it names", async () => {
  const old = await oldRoot();
  writeFileSync(join(old.root, "agents", "other", "task-list.json"), "{");
  const files = filesIn(old.root);
  await expect(old.care.purge(OLDER)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  expect(filesIn(old.root)).toEqual(files);
});

test("a root of the original tool is taken over first, and its old tasks go", async () => {
  const root = originalRoot();
  const options = { lockTimeoutMs: 2000, keepFinished: 1, command: "test" };
  const [store, care] = [fileStore(root, options), fileCare(root, options)];
  const { tasks, warnings } = await care.purge({ olderThanMs: 86_400_000, isCopied: true });
  expect(tasks).toBeGreaterThan(0);
  expect(warnings).toEqual([]);
  const { tasks: left, missing } = await store.tasks({});
  expect(missing).toBe(0);
  const lists = await Promise.all((await store.agents()).map(({ agent_id }) => listOf(store, agent_id)));
  const named = new Set(lists.flatMap((list) => [...openTasks(list), ...finishedTasks(list)]).map(({ id }) => id));
  expect(left.filter(({ task }) => !named.has(task.id) && endedAt(task) !== undefined)).toEqual([]);
  // What is wrong with the original's ids is wrong still, and is mended as ever.
  expect(new Set((await care.examine()).findings.map(({ problem }) => problem))).toEqual(new Set(["duplicate_id"]));
  expect((await care.repair()).after.findings).toEqual([]);
});

/** Gives a root the mark of another, which was as it is, as it was before anything was removed. */
function undoneMark(undone: OldRoot, done: OldRoot): void {
  const [first, , ...earlier] = readFileSync(join(done.root, "purged.jsonl"), "utf8").split("\n");
  const left = filesIn(join(done.root, "history"));
  const copies = Object.entries(filesIn(join(undone.root, "history"))).filter(([name]) => !(name in left));
  const gone = copies.map(([name, text]) => {
    const task = JSON.parse(text) as Task;
    return { task_id: task.id, ended_at: endedAt(task)!, month: name.slice(0, 7) };
  });
  const names = gone.map(({ task_id, ended_at }) => `coder ${endOf(task_id, ended_at)}`);
  const mark = { ...(JSON.parse(first!) as object), is_done: false, named: names.length };
  const lines = [mark, names, { gone, agent_id: "coder" }].map((line) => JSON.stringify(line));
  writeFileSync(join(undone.root, "purged.jsonl"), [...lines, ...earlier].join("\n"));
}

/** A root that also has a queue of the original tool with three tasks of January, of which its list keeps two. */
async function withLate(): Promise<OldRoot> {
  const old = await oldRoot();
  mkdirSync(join(old.root, "agents", "late"));
  const times = { assigned_at: "2026-01-02T10:00:00+00:00", started_at: "2026-01-02T10:00:00+00:00" };
  const completed_tasks = [1, 2, 3].map((n) => ({
    id: `task-10${n}`,
    name: `late ${n}`,
    description: "",
    status: "completed",
    priority: 5,
    agent_id: "late",
    ...times,
    completed_at: `2026-01-0${n}T11:00:00+00:00`,
  }));
  const list = { agent_id: "late", agent_name: "late", current_task: null, pending_tasks: [], failed_tasks: [] };
  writeFileSync(join(old.root, "agents", "late", "task-list.json"), JSON.stringify({ ...list, completed_tasks }));
  await add(old.store, "late");
  return old;
}

function on(id: string): Pick<NewTask, "dependencies"> {
  return { dependencies: { on: [id], mode: "all", onFailure: "wait", since: "2026-01" } };
}

function withoutRevision(all: Record<string, unknown>): unknown {
  const lists = all["lists"] as readonly Record<string, unknown>[];
  const remade = { revision: undefined, done_dependencies: undefined, updated_at: undefined };
  return lists.map((list) => ({ ...list, ...remade }));
}

function journalFiles({ root }: OldRoot): readonly string[] {
  return readdirSync(join(root, "events")).filter((name) => readFileSync(join(root, "events", name)).length > 0);
}

function firstLine({ root }: OldRoot): string {
  return readFileSync(join(root, "purged.jsonl"), "utf8").split("\n", 1)[0]!;
}
