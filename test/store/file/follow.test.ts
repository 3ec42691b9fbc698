import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TaskEvent } from "../../../src/domain/event.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import { NOW } from "../../helpers/builders.ts";
import { add } from "../../helpers/changes.ts";
import { filesIn } from "../../helpers/files.ts";
import { refusal } from "../../helpers/refusal.ts";
import { take } from "../../helpers/take.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

// The journal is written by hand here, as writers, recoveries and repairs may leave it.

const APRIL = "2026-04";
const MAY = "2026-05";

interface Journal {
  readonly root: string;
  readonly store: TaskStore;
  readonly path: (month: string) => string;
  /** Adds lines to a month. */
  readonly write: (month: string, ...seqs: readonly number[]) => void;
}

function journal(): Journal {
  const root = temporaryFolder();
  const path = (month: string) => join(root, "events", `${month}.jsonl`);
  return {
    root,
    store: fileStore(root),
    path,
    write: (month, ...seqs) => {
      mkdirSync(join(root, "events"), { recursive: true });
      appendFileSync(path(month), seqs.map((seq) => lineOf(seq)).join(""));
    },
  };
}

function lineOf(seq: number, fields: Partial<TaskEvent> = {}): string {
  const head = { seq, at: NOW, agent_id: "coder", task_id: `task-${seq}`, action: "start", old_status: "pending" };
  return `${JSON.stringify({ ...head, new_status: "running", operator: "coder", revision: seq, ...fields })}\n`;
}

/** Reads on from what is being followed: so many more. */
function readerOf(events: AsyncIterable<TaskEvent>): (count: number) => Promise<readonly number[]> {
  const iterator = events[Symbol.asyncIterator]();
  return async (count) => {
    const seqs: number[] = [];
    while (seqs.length < count) {
      const { value, done } = await iterator.next();
      if (done) break;
      seqs.push(value.seq);
    }
    return seqs;
  };
}

async function seqsAfter(store: TaskStore, since: number, count: number): Promise<readonly number[]> {
  return (await take(await store.follow({ since }), count)).map(({ seq }) => seq);
}

test("months follow one another, the one that has begun meanwhile too", async () => {
  const { store, write } = journal();
  write(APRIL, 1, 2);
  write(MAY, 3);
  const read = readerOf(await store.follow({ since: 0 }));
  expect(await read(3)).toEqual([1, 2, 3]);
  write(MAY, 4);
  expect(await read(1)).toEqual([4]);
  write(MAY, 5);
  write("2026-06", 6);
  write("2027-01", 7, 8);
  expect(await read(4)).toEqual([5, 6, 7, 8]);
});

test("lines that came late, behind larger ones, are doubles", async () => {
  const { store, write } = journal();
  write(APRIL, 1, 2, 3, 3, 1, 2);
  write(MAY, 4, 2, 5);
  expect(await seqsAfter(store, 0, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(await seqsAfter(store, 3, 2)).toEqual([4, 5]);
  const { events, more } = await store.events({ limit: 4 });
  expect([events.map(({ seq }) => seq), more]).toEqual([[5, 4, 3, 2], true]);
  expect((await store.events({ limit: 5 })).more).toBe(false);
});

test("a torn line is no event until its end has come", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1);
  const line = lineOf(2);
  appendFileSync(path(APRIL), line.slice(0, 60));
  const read = readerOf(await store.follow({ since: 0 }));
  expect(await read(1)).toEqual([1]);
  const next = read(2);
  appendFileSync(path(APRIL), line.slice(60));
  write(APRIL, 3);
  expect(await next).toEqual([2, 3]);
});

test("a torn line that was cut off by replacing the file is passed over", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1, 2);
  const whole = readFileSync(path(APRIL));
  appendFileSync(path(APRIL), lineOf(3).slice(0, 60));
  const read = readerOf(await store.follow({ since: 0 }));
  expect(await read(2)).toEqual([1, 2]);
  const next = read(2);
  writeFileSync(`${path(APRIL)}.new`, whole);
  renameSync(`${path(APRIL)}.new`, path(APRIL));
  write(APRIL, 3, 4);
  expect(await next).toEqual([3, 4]);
});

test("lines that are none of ours are passed over, and those behind them are not", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1);
  appendFileSync(path(APRIL), `{"seq":2,\n\nnoise\n{"seq":9,"at":"never"}\n\0\0\0\n${lineOf(2).slice(0, 50)}`);
  appendFileSync(path(APRIL), lineOf(3));
  write(APRIL, 4);
  expect(await seqsAfter(store, 0, 2)).toEqual([1, 4]);
});

test("a journal that is replaced again and again tells each event once", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1);
  const read = readerOf(await store.follow({ since: 0 }));
  expect(await read(1)).toEqual([1]);
  for (let seq = 2; seq < 40; seq += 1) {
    const next = read(1);
    // Inodes are used again: the file may stand under a number that was seen before, and be as large.
    for (let round = 0; round < 2; round += 1) {
      writeFileSync(`${path(APRIL)}.new`, readFileSync(path(APRIL)));
      renameSync(`${path(APRIL)}.new`, path(APRIL));
    }
    write(APRIL, seq);
    expect(await next).toEqual([seq]);
  }
});

test("a journal that was cut in place, or has gone, does not stop it", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1, 2, 3);
  const read = readerOf(await store.follow({ since: 0 }));
  expect(await read(3)).toEqual([1, 2, 3]);
  truncateSync(path(APRIL), lineOf(1).length);
  write(APRIL, 4);
  expect(await read(1)).toEqual([4]);
  unlinkSync(path(APRIL));
  write(MAY, 5);
  expect(await read(1)).toEqual([5]);
  rmSync(join(path(MAY), ".."), { recursive: true });
  write(MAY, 6);
  expect(await read(1)).toEqual([6]);
});

test("a root without a journal is waited on, and one that is gone is refused", async () => {
  const { root, store } = journal();
  const read = readerOf(await store.follow());
  const next = read(2);
  await add(store, "coder");
  await add(store, "coder");
  expect(await next).toEqual([1, 2]);
  rmSync(root, { recursive: true });
  expect(await refusal(() => read(1))).toMatchObject({ code: "IO_ERROR", facts: { path: root, reason: "ENOENT" } });
  expect(await refusal(() => store.follow())).toMatchObject({ code: "IO_ERROR" });
  expect(await refusal(() => store.events({ limit: 1 }))).toMatchObject({ code: "IO_ERROR" });
});

test("where the journal no longer reaches, it is refused", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1, 2, 3);
  write(MAY, 4, 6);
  unlinkSync(path(APRIL));
  expect(await refusal(() => store.follow({ since: 2 }))).toMatchObject({
    code: "INVALID_PARAMS",
    facts: { problem: "seq_gone", parameter: "since", given: "2", from: 3 },
  });
  expect(await seqsAfter(store, 3, 2)).toEqual([4, 6]);
  expect(await seqsAfter(store, 5, 1)).toEqual([6]); // numbers may be left out
  expect(await seqsAfter(store, 0, 2)).toEqual([4, 6]);
});

test("a journal that is gone altogether goes on from what the index knows", async () => {
  const root = temporaryFolder();
  const store = fileStore(root);
  for (let n = 0; n < 3; n += 1) await add(store, "coder");
  rmSync(join(root, "events"), { recursive: true });
  expect(await refusal(() => store.follow({ since: 2 }))).toMatchObject({ facts: { problem: "seq_gone" } });
  expect(await refusal(() => store.follow({ since: 4 }))).toMatchObject({
    facts: { problem: "seq_to_come", limit: 3 },
  });
  const next = seqsAfter(store, 3, 1);
  await add(store, "coder");
  expect(await next).toEqual([4]);
});

test("a long journal is taken up at its end, also where late lines stand there", async () => {
  const { store, path } = journal();
  const text = "x".repeat(5000);
  mkdirSync(join(path(APRIL), ".."));
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => lineOf(from + n, { note: { at: NOW, message: text } })).join("");
  writeFileSync(path(APRIL), lines(1, 600) + lines(300, 302));
  writeFileSync(path(MAY), lines(600, 1200) + lines(2, 5) + lines(1200, 1203) + lines(600, 602));
  expect(await seqsAfter(store, 1199, 3)).toEqual([1200, 1201, 1202]);
  expect(await seqsAfter(store, 598, 3)).toEqual([599, 600, 601]);
  expect((await seqsAfter(store, 3, 1199)).at(-1)).toBe(1202);
  expect((await store.events({ limit: 4, task: "task-1100" })).events.map(({ seq }) => seq)).toEqual([1100]);
});

test("a line that is longer than what is read at once is one event", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1);
  appendFileSync(path(APRIL), lineOf(2, { note: { at: NOW, message: "字".repeat(300_000) } }));
  write(APRIL, 3);
  const events = await take(await store.follow({ since: 0 }), 3);
  expect(events.map(({ seq, note }) => [seq, note?.message.length])).toEqual([
    [1, undefined],
    [2, 300_000],
    [3, undefined],
  ]);
});

test("what a clock wrote that went back is found where it stands", async () => {
  const { store, path, write } = journal();
  write(APRIL, 1);
  appendFileSync(path(MAY).replace(MAY, APRIL), lineOf(2, { at: "2026-04-30T23:00:00.000-10:00" }));
  write(MAY, 3); // of April, by its own time
  appendFileSync(path(MAY), lineOf(4, { at: "2026-05-02T10:00:00.000+08:00" }));
  const seqs = async (from: string, to?: string) => {
    const period = { from: Date.parse(from), ...(to !== undefined && { to: Date.parse(to) }) };
    return (await store.events({ ...period, limit: 9 })).events.map(({ seq }) => seq);
  };
  expect(await seqs("2026-05-01T00:00:00Z")).toEqual([4, 2]);
  expect(await seqs("2026-05-02T03:00:00Z")).toEqual([]);
  expect(await seqs("2026-04-01T00:00:00Z", "2026-04-20T00:00:00Z")).toEqual([3, 1]);
});

test("readers write nothing", async () => {
  const { root, store } = journal();
  await add(store, "coder");
  const before = filesIn(root);
  await seqsAfter(store, 0, 1);
  await store.events({ limit: 20 });
  expect(filesIn(root)).toEqual(before);
});
