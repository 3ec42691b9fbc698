import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileStore } from "../../../src/store/file/store.ts";
import { add } from "../../helpers/changes.ts";
import { refusal } from "../../helpers/refusal.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

async function rootWith(...agents: readonly string[]) {
  const root = temporaryFolder();
  const store = fileStore(root);
  for (const agent of agents) await add(store, agent);
  return { store, list: (agent: string) => join(root, "agents", agent, "task-list.json"), root };
}

describe("observe", () => {
  test("a list that cannot be read is told of, and hides no other; mended, it is there", async () => {
    const { store, list } = await rootWith("ann", "bob");
    const look = store.observe();
    const whole = readFileSync(list("ann"));
    writeFileSync(list("ann"), "{");
    const { lists, unreadable } = await look();
    expect([...lists.keys()]).toEqual(["bob"]);
    expect([...unreadable].map(([agent, { code }]) => [agent, code])).toEqual([["ann", "STORE_CORRUPT"]]);
    writeFileSync(list("ann"), whole);
    expect([...(await look()).lists.keys()]).toEqual(["ann", "bob"]);
  });

  test("so is one of a newer program", async () => {
    const { store, list } = await rootWith("ann", "bob");
    writeFileSync(
      list("ann"),
      readFileSync(list("ann"), "utf8").replace('"schema_version": 1', '"schema_version": 99'),
    );
    expect([...(await store.observe()()).unreadable].map(([agent, { code }]) => [agent, code])).toEqual([
      ["ann", "SCHEMA_TOO_NEW"],
    ]);
  });

  test("a list that somebody else wrote, without the journal, is seen", async () => {
    const { store, list } = await rootWith("ann");
    const look = store.observe();
    await look();
    writeFileSync(list("ann"), readFileSync(list("ann"), "utf8").replaceAll("a task", "another task"));
    expect((await look()).lists.get("ann")?.pending_tasks[0]?.name).toBe("another task");
  });

  test("a list whose file has not changed is not read again", async () => {
    const { store, list } = await rootWith("ann");
    const look = store.observe();
    const { lists } = await look();
    const bytes = readFileSync(list("ann"), "utf8");
    const at = new Date("2026-04-10T10:00:00Z");
    utimesSync(list("ann"), at, at);
    const read = await look();
    expect(read.lists.get("ann")).not.toBe(lists.get("ann"));
    // Same size, same time, same inode: as far as anybody can tell it is the version that was read.
    writeFileSync(list("ann"), bytes.replaceAll("a task", "b task"));
    utimesSync(list("ann"), at, at);
    expect((await look()).lists.get("ann")).toBe(read.lists.get("ann"));
  });

  test("a folder without a list is no queue, and a root that is gone is an error", async () => {
    const { store, root } = await rootWith("ann");
    mkdirSync(join(root, "agents", "bob"));
    expect([...(await store.observe()()).lists.keys()]).toEqual(["ann"]);
    const gone = fileStore(join(root, "none"));
    expect(await refusal(() => gone.observe()())).toMatchObject({ code: "IO_ERROR" });
  });
});

describe("events since a time", () => {
  test("with a slack, nothing is read that stands before an event which is older by more", async () => {
    const root = temporaryFolder();
    const times = ["2026-04-10T01:00:00Z", "2026-04-09T23:30:00Z", "2026-04-09T20:00:00Z", "2026-04-10T02:00:00Z"];
    let at = 0;
    const store = fileStore(root, { clock: () => new Date(times[at]!) });
    for (at = 0; at < times.length; at += 1) await add(store, `agent-${at}`);
    const query = { from: Date.parse("2026-04-10T00:00:00Z"), limit: 9 };
    const seqs = async (clockSlackMs?: number) =>
      (await store.events({ ...query, ...(clockSlackMs !== undefined && { clockSlackMs }) })).events.map(
        ({ seq }) => seq,
      );
    expect(await seqs()).toEqual([4, 1]);
    expect(await seqs(2 * 3_600_000)).toEqual([4]);
    expect(await seqs(5 * 3_600_000)).toEqual([4, 1]);
  });
});
