import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layoutOf } from "../../../src/store/file/layout.ts";
import { isDead, ownRecord, parseRecord } from "../../../src/store/file/lock-owner.ts";
import { acquireLock } from "../../../src/store/file/lock.ts";
import { patienceOf } from "../../../src/store/file/patience.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import { add, listOf } from "../../helpers/changes.ts";
import { refusal } from "../../helpers/refusal.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

function emptyRoot(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, ".tmp"));
  return root;
}

const acquire = (root: string, limitMs = 200) =>
  acquireLock(layoutOf(root), { agents: ["coder"], command: "test", patience: patienceOf(limitMs) });

test("this process is alive; the same id with another start, or that nobody has, is dead", () => {
  const own = ownRecord("test", []);
  expect(isDead(own)).toBe(false);
  expect(isDead({ ...own, start_time: "1" })).toBe(true);
  expect(isDead({ ...own, pid: 2 ** 22 + 1 })).toBe(true);
});

test("of another boot, another namespace, or without /proc, nothing is proven", () => {
  const gone = { ...ownRecord("test", []), pid: 2 ** 22 + 1 };
  expect(isDead({ ...gone, boot_id: "another" })).toBe(false);
  expect(isDead({ ...gone, pid_namespace: "pid:[1]" })).toBe(false);
  expect(isDead({ ...gone, start_time: null, boot_id: null, pid_namespace: null })).toBe(false);
});

test.each(["", "{", "null", "[]", '{"token":1}', '{"token":"t","pid":"1","command":"c","agents":[]}'])(
  "%j names no owner",
  (text) => {
    expect(parseRecord(text)).toBeUndefined();
  },
);

test("one holds it at a time, and who gives up hears who it was", async () => {
  const root = emptyRoot();
  const lock = await acquire(root);
  expect(lock.isHeld()).toBe(true);
  // A patience of nothing looks once, and takes no living owner over.
  expect(await refusal(() => acquire(root, 0))).toMatchObject({
    code: "LOCK_ACQUIRE_FAILED",
    facts: { path: join(root, ".lock"), waited_ms: 0, holder: { pid: process.pid, command: "test" } },
  });
  lock.release({ isSettled: true });
  expect(existsSync(join(root, ".lock"))).toBe(false);
  (await acquire(root, 0)).release({ isSettled: true });
});

test("a silent holder is taken over, sees it, and takes nothing back", async () => {
  const root = emptyRoot();
  const sleeper = await acquire(root);
  const next = await acquire(root);
  expect([sleeper.isHeld(), next.isHeld()]).toEqual([false, true]);
  sleeper.release({ isSettled: true });
  expect(next.isHeld()).toBe(true);
  next.release({ isSettled: true });
});

test("a holder that shows signs of life is waited for", async () => {
  const root = emptyRoot();
  const holder = await acquire(root);
  const beats = setInterval(() => utimesSync(join(root, ".lock"), new Date(), new Date()), 20);
  try {
    expect(await refusal(() => acquire(root, 500))).toMatchObject({ code: "LOCK_ACQUIRE_FAILED" });
    expect(holder.isHeld()).toBe(true);
  } finally {
    clearInterval(beats);
  }
});

test("a holder that did not finish leaves its file for the next", async () => {
  const root = emptyRoot();
  (await acquire(root)).release({ isSettled: false });
  expect(existsSync(join(root, ".lock"))).toBe(false);
  await add(fileStore(root), "coder");
  expect((await listOf(fileStore(root), "coder")).pending_tasks).toHaveLength(1);
});

test.each(["", "garbage", "{}"])("a lock file that holds %j is taken over in time", async (text) => {
  const root = emptyRoot();
  writeFileSync(join(root, ".lock"), text);
  expect(await add(fileStore(root, { lockTimeoutMs: 300 }), "coder")).toBe("task-001");
});

test("who waits and is swept away makes its file anew", async () => {
  const root = emptyRoot();
  const holder = await acquire(root);
  const waiting = acquire(root, 2000);
  setTimeout(() => {
    rmSync(join(root, ".tmp"), { recursive: true });
    mkdirSync(join(root, ".tmp"));
    holder.release({ isSettled: true });
  }, 50);
  const lock = await waiting;
  expect(readFileSync(join(root, ".lock"), "utf8")).toContain(`"pid":${process.pid}`);
  lock.release({ isSettled: true });
});

test("a living holder is not driven out by one whose patience is short", async () => {
  const root = emptyRoot();
  writeFileSync(join(root, ".lock"), JSON.stringify(ownRecord("test", [])));
  for (const limitMs of [0, 20, 60]) {
    expect(await refusal(() => acquire(root, limitMs))).toMatchObject({ code: "LOCK_ACQUIRE_FAILED" });
  }
});
