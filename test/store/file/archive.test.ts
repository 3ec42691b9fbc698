import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Task } from "../../../src/domain/task.ts";
import { archiveTask, removeCopies, settleRemoved } from "../../../src/store/file/archive.ts";
import { findCopies } from "../../../src/store/file/history.ts";
import { layoutOf } from "../../../src/store/file/layout.ts";
import { writerOf } from "../../../src/store/file/writer.ts";
import { aTask } from "../../helpers/builders.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const ENDED = "2026-04-10T11:00:00.000+08:00";

function failed(fields: Partial<Task>): Task {
  return aTask({ status: "failed", failed_at: ENDED, ...fields });
}

/** An archive that holds these tasks, and whoever writes to it. */
function archiveOf(...tasks: readonly Task[]) {
  const layout = layoutOf(temporaryFolder());
  mkdirSync(layout.temporary);
  for (const { agent_id } of tasks) mkdirSync(layout.agent(agent_id), { recursive: true });
  let isHeld = true;
  const writer = writerOf(layout, { isHeld: () => isHeld });
  for (const task of tasks) archiveTask(layout, writer, task.agent_id, task);
  const names = () => readdirSync(join(layout.history, "2026-04")).toSorted();
  const find = () => findCopies(layout, "task-001", ["a", "b"]).map(({ name }) => name);
  return { layout, writer, names, find, lose: () => (isHeld = false) };
}

const [one, two, three, four] = [
  failed({ agent_id: "a", name: "one" }),
  failed({ agent_id: "b", name: "two", failed_at: "2026-04-10T12:00:00.000+08:00" }),
  failed({ agent_id: "b", name: "three", failed_at: "2026-04-10T13:00:00.000+08:00" }),
  failed({ agent_id: "a", name: "four", failed_at: "2026-04-10T14:00:00.000+08:00" }),
];

test("tasks with one id get a name each, and all are found", () => {
  const { names, find } = archiveOf(one, two, three, four);
  expect(names()).toEqual(["task-001.a.json", "task-001.b.2.json", "task-001.b.json", "task-001.json"]);
  expect(find().toSorted()).toEqual(["four", "one", "three", "two"]);
});

test.each([one, two, three, four])("when one is removed the others are still found ($name)", (removed) => {
  const { layout, writer, find, names } = archiveOf(one, two, three, four);
  removeCopies(layout, writer, removed.agent_id, { id: removed.id, ends: [removed.failed_at!] });
  const rest = [one, two, three, four].filter((task) => task !== removed).map(({ name }) => name);
  expect(find().toSorted()).toEqual(rest.toSorted());
  expect(names()).toHaveLength(3);
  expect(readdirSync(layout.temporary)).toEqual([]);
});

test("who has lost the lock removes nothing", () => {
  const { layout, writer, find, lose } = archiveOf(one);
  lose();
  expect(() => removeCopies(layout, writer, "a", { id: one.id, ends: [ENDED] })).toThrow();
  expect(find()).toEqual(["one"]);
});

test("who slept before the removal, and finds a newer copy in its place, puts that back", () => {
  const { layout, writer } = archiveOf(one);
  const path = join(layout.month("2026-04"), "task-001.json");
  const newer = readFileSync(path);
  settleRemoved(layout, writer.takeAside(path, "1", { sync: true })!);
  expect(readFileSync(path)).toEqual(newer);
  expect(readdirSync(layout.temporary)).toEqual([]);
});

test("what a remover that died left behind is gone for good, or back in its place", () => {
  const { layout } = archiveOf(one);
  const path = join(layout.month("2026-04"), "task-001.json");
  const aside = (note: number) => join(layout.temporary, `undo-${note}-1-x`);
  renameSync(path, aside(1));
  settleRemoved(layout, aside(1)); // another end is noted: this copy was taken by mistake
  expect(existsSync(path)).toBe(true);
  const own = Date.parse(ENDED);
  renameSync(path, aside(own));
  settleRemoved(layout, aside(own));
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(layout.temporary)).toEqual([]);
});

test("what lies in a copy's place and is none is left as it is", () => {
  const { layout, writer, names } = archiveOf();
  mkdirSync(layout.month("2026-04"), { recursive: true });
  const path = join(layout.month("2026-04"), "task-001.json");
  writeFileSync(path, "torn");
  archiveTask(layout, writer, "a", one);
  expect(readFileSync(path, "utf8")).toBe("torn");
  expect(names()).toEqual(["task-001.a.json", "task-001.json"]);
});
