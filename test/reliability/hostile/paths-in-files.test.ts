import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesIn } from "../../helpers/files.ts";
import { count } from "../figures.ts";
import { COMMANDS, OTHERS_COMMANDS, tryLine, type UsedRoot, usedRoot } from "./used-root.ts";

type Json = Record<string, unknown>;

const ELSEWHERE = "../../elsewhere";

/** Names in our own files that would lead out of the root, if they were taken for ids. */
const PLANTED: Readonly<Record<string, (used: UsedRoot) => void>> = {
  "a list of another agent in an outbox": ({ root }) =>
    editList(root, "a", (list) => ({
      ...list,
      revision: Number(list["revision"]) + 1,
      outbox: { events: [], lists: [{ ...list, agent_id: ELSEWHERE, outbox: { events: [] } }] },
    })),
  "an event of another agent in an outbox": ({ root }) =>
    editList(root, "a", (list) => {
      const { events } = list["outbox"] as { events: Json[] };
      const outbox = { events: events.map((event) => ({ ...event, agent_id: ELSEWHERE })) };
      return { ...list, revision: Number(list["revision"]) + 1, outbox };
    }),
  "the agents of a redo file": ({ root }) => {
    const record = { token: "1-x", pid: 1, command: "x", agents: [ELSEWHERE, "", "..", "__proto__", "a"] };
    writeFileSync(join(root, ".tmp", "redo-1-x"), JSON.stringify({ ...record, start_time: null, boot_id: null }));
  },
  "the agents of the index": ({ root }) =>
    edit(join(root, "index.json"), (index) => ({
      ...index,
      agents: (index["agents"] as Json[]).map((entry) => ({ ...entry, agent_id: ELSEWHERE })),
    })),
  "the agent of an archive copy": ({ root, month }) =>
    edit(join(root, "history", month, "task-002.json"), (copy) => ({ ...copy, agent_id: `x/${ELSEWHERE}/x` })),
  "the agent of a copy that was taken aside": ({ root, month }) => {
    const copy = JSON.parse(readFileSync(join(root, "history", month, "task-001.json"), "utf8")) as Json;
    const other = {
      ...copy,
      assigned_at: `${month}-01T00:00:00Z`,
      created_at: null,
      agent_id: `x/../../${ELSEWHERE}/y`,
    };
    writeFileSync(join(root, ".tmp", "undo-1-x"), JSON.stringify(other));
  },
  "the agents of a list's tasks": ({ root }) =>
    editList(root, "a", (list) => {
      return {
        ...list,
        pending_tasks: elsewhere(list["pending_tasks"]),
        failed_tasks: elsewhere(list["failed_tasks"]),
      };
    }),
};

function elsewhere(tasks: unknown): Json[] {
  return (tasks as Json[]).map((task) => ({ ...task, agent_id: ELSEWHERE }));
}

for (const name of Object.keys(PLANTED)) {
  test(`${name} lead nowhere`, async () => {
    const used = await usedRoot();
    const outside = join(used.root, "..", "elsewhere");
    plantList(used.root, outside);
    PLANTED[name]!(used);
    const before = filesIn(outside);
    const faults: string[] = [];
    for (const line of [...COMMANDS, ...OTHERS_COMMANDS]) faults.push(...(await tryLine(used.run, line)).faults);
    expect(faults).toEqual([]);
    expect(filesIn(outside)).toEqual(before);
    count("hostile calls", COMMANDS.length + OTHERS_COMMANDS.length, name);
  });
}

test("the agents of a redo file are looked for in the root only", async () => {
  const used = await usedRoot();
  plantList(used.root, join(used.root, "..", "elsewhere"));
  PLANTED["the agents of a redo file"]!(used);
  await used.run("create", "--agent", "b", "--name", "x");
  const { agents } = JSON.parse(readFileSync(join(used.root, "index.json"), "utf8")) as { agents: Json[] };
  expect(agents.map(({ agent_id }) => agent_id)).toEqual(["a", "b"]);
});

const LINE_NAMES: Readonly<Record<string, Json>> = {
  "the task's id": { agent_id: "a", task_id: "../../../elsewhere/x" },
  "the agent's id": { agent_id: "x/../../../../elsewhere/x", task_id: "task-001" },
};

for (const name of Object.keys(LINE_NAMES)) {
  test(`${name} in a line of the journal leads to no task outside of the root`, async () => {
    const { run, root, month } = await usedRoot({ AGENT_TASKS_KEEP_FINISHED: "0" });
    const outside = join(root, "..", "elsewhere");
    mkdirSync(outside);
    const at = `${month}-01T00:00:00Z`;
    const names = LINE_NAMES[name]!;
    const copy = JSON.parse(readFileSync(join(root, "history", month, "task-001.json"), "utf8")) as Json;
    const stolen = { ...copy, agent_id: names["agent_id"], name: "not ours", completed_at: at };
    writeFileSync(join(outside, "x.json"), JSON.stringify(stolen));
    const step = { action: "complete", old_status: "running", new_status: "completed", operator: "a", revision: 8 };
    const line = { seq: 8, at, ...names, ...step, priority: 5, assigned_at: at, started_at: null };
    writeFileSync(join(root, "events", `${month}.jsonl`), `${JSON.stringify(line)}\n`, { flag: "a" });
    for (const question of [["history", "--agent", "a"], ["query"]]) {
      const { answer, faults } = await tryLine(run, question);
      expect(faults).toEqual([]);
      expect(answer.stdout).not.toContain("not ours");
    }
  });
}

/** A list that would be taken for ours, if anybody looked for it there. */
function plantList(root: string, folder: string): void {
  mkdirSync(folder);
  const list = JSON.parse(readFileSync(join(root, "agents/a/task-list.json"), "utf8")) as Json;
  writeFileSync(join(folder, "task-list.json"), JSON.stringify({ ...list, agent_id: ELSEWHERE, revision: 1 }));
}

function editList(root: string, agent: string, change: (list: Json) => Json): void {
  edit(join(root, "agents", agent, "task-list.json"), change);
}

function edit(path: string, change: (content: Json) => Json): void {
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")) as Json), null, 2));
}
