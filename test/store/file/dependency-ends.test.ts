import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Dependencies } from "../../../src/domain/dependencies.ts";
import { fileStore } from "../../../src/store/file/store.ts";
import type { TaskStore } from "../../../src/store/store.ts";
import { add, complete, fail, start } from "../../helpers/changes.ts";
import { journalOf, jsonIn } from "../../helpers/files.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const LIST = "agents/coder/task-list.json";

function on(ids: readonly string[], rules: Partial<Dependencies> = {}): { dependencies: Dependencies } {
  return { dependencies: { on: ids, mode: "all", onFailure: "wait", since: "2026-01", ...rules } };
}

async function endsOf(store: TaskStore, ids: readonly string[]): Promise<readonly unknown[]> {
  const { ended } = await store.read({ agents: ["coder"], dependencies: true });
  return ids.map((id) => ended.get(id));
}

test("what is completed a list notes with its next change, and then nobody looks for it in the archive", async () => {
  const root = temporaryFolder();
  const store = fileStore(root, { keepFinished: 0 });
  const first = await add(store, "other");
  const waits = await add(store, "coder", on([first]));
  await add(store, "coder", { priority: 9 });
  await start(store, "other");
  await complete(store, "other");
  expect(jsonIn(root, LIST)).not.toHaveProperty("done_dependencies");
  await start(store, "coder");
  expect(jsonIn(root, LIST)).toMatchObject({ done_dependencies: [first] });
  rmSync(join(root, "history"), { recursive: true });
  expect(await endsOf(store, [first])).toEqual(["completed"]);
  await complete(store, "coder");
  await start(store, "coder", waits);
  expect(jsonIn(root, LIST)).not.toHaveProperty("done_dependencies"); // none of those that wait depends on it
});

test("what another program keeps under that name is nothing of ours", async () => {
  const root = temporaryFolder();
  const store = fileStore(root);
  const first = await add(store, "other");
  await add(store, "coder", on([first]));
  const list = { ...jsonIn(root, LIST), done_dependencies: { [first]: true } };
  writeFileSync(join(root, LIST), JSON.stringify(list));
  expect(await endsOf(store, [first])).toEqual([undefined]);
});

test("a copy that the original tool left of a failed attempt is no end of a task that is open", async () => {
  const root = temporaryFolder();
  const store = fileStore(root);
  const first = await add(store, "other");
  await add(store, "coder", on([first], { onFailure: "run" }));
  const [task] = jsonIn(root, "agents/other/task-list.json")["pending_tasks"] as object[];
  mkdirSync(join(root, "history", "2026-03"), { recursive: true });
  const copy = { ...task, status: "failed", failed_at: "2026-03-01T10:00:00" };
  writeFileSync(join(root, "history", "2026-03", `${first}.json`), JSON.stringify(copy));
  expect(await endsOf(store, [first])).toEqual([undefined]);
});

test("a copy of other hands tells of an end as ours does, and a text that looks like one does not", async () => {
  const root = temporaryFolder();
  const store = fileStore(root, { keepFinished: 0 });
  const [done, failed] = [
    await add(store, "other"),
    await add(store, "other", { name: '\n  "status": "completed",\n' }),
  ];
  await add(store, "coder", on([done, failed], { mode: "any", onFailure: "cancel" }));
  await start(store, "other", done);
  await complete(store, "other");
  await start(store, "other", failed);
  await fail(store, "other");
  const copy = copyOf(root, done);
  writeFileSync(copy, JSON.stringify(JSON.parse(readFileSync(copy, "utf8")) as object)); // on one line
  expect(await endsOf(store, [done, failed])).toEqual(["completed", "failed"]);
});

function copyOf(root: string, id: string): string {
  const end = journalOf(root).find(({ task_id, new_status }) => task_id === id && new_status === "completed");
  return join(root, "history", String(end!["at"]).slice(0, 7), `${id}.json`);
}
