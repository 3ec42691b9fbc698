import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { usedRoot, type UsedRoot } from "./used-root.ts";

type Json = Record<string, unknown>;

/** Where somebody may have written a number that is so large that there is hardly one behind it. */
const PLANTED: Readonly<Record<string, (used: UsedRoot) => void>> = {
  "the counter": ({ root }) => writeFileSync(join(root, "task-counter.txt"), "999999999999999"),
  "an id of a list": ({ root }) =>
    edit(join(root, "agents/a/task-list.json"), (text) => text.replaceAll('"task-003"', '"task-999999999999999"')),
  "the last id of the index": ({ root }) => editIndex(root, { last_id: Number.MAX_SAFE_INTEGER }),
  "the last seq of the index": ({ root }) => editIndex(root, { last_seq: Number.MAX_SAFE_INTEGER }),
  "the last seq of the journal": ({ root, month }) =>
    edit(join(root, "events", `${month}.jsonl`), (text) => text.replace(/"seq":7,/, '"seq":999999999999999,')),
  "a revision of a list": ({ root }) =>
    edit(join(root, "agents/a/task-list.json"), (text) =>
      text.replace(/"revision": \d+/, `"revision": ${Number.MAX_SAFE_INTEGER}`),
    ),
};

for (const name of Object.keys(PLANTED)) {
  test(`the largest number there is, in ${name}: no id is given twice, and everything is found`, async () => {
    const used = await usedRoot({ AGENT_TASKS_KEEP_FINISHED: "1" });
    PLANTED[name]!(used);
    const ids: unknown[] = [];
    for (const agent of ["a", "b", "a", "b"]) {
      const { json } = await used.run("create", "--agent", agent, "--name", "x");
      ids.push(json["task_id"] ?? json);
    }
    expect(new Set(ids).size).toBe(4);
    for (let round = 0; round < 3; round += 1) {
      await used.run("start", "--agent", "a");
      await used.run("complete", "--agent", "a");
    }
    const list = (await used.run("list", "--agent", "a")).json;
    expect(list).toMatchObject({ totals: { completed: 4, failed: 1, pending: 0 } });
    expect((await used.run("history", "--agent", "a")).json).toMatchObject({ total: 5 });
    for (const id of ids) expect((await used.run("get", "--task-id", String(id))).json).not.toHaveProperty("also");
  });
}

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

function editIndex(root: string, fields: Json): void {
  edit(join(root, "index.json"), (text) => JSON.stringify({ ...(JSON.parse(text) as Json), ...fields }));
}
