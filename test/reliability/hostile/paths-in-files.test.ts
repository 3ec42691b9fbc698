import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Found here: the list is written, and the copy put, where the name leads to. */
const IS_FOLLOWED = new Set(["a list of another agent in an outbox", "the agent of a copy that was taken aside"]);

for (const name of Object.keys(PLANTED)) {
  const run = IS_FOLLOWED.has(name) ? test.fails : test;
  run(`${name} lead nowhere`, async () => {
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

/** Found here: a list outside of the root is read, and counted in the index. */
test.fails("the agents of a redo file are looked for in the root only", async () => {
  const used = await usedRoot();
  plantList(used.root, join(used.root, "..", "elsewhere"));
  PLANTED["the agents of a redo file"]!(used);
  await used.run("create", "--agent", "b", "--name", "x");
  const { agents } = JSON.parse(readFileSync(join(used.root, "index.json"), "utf8")) as { agents: Json[] };
  expect(agents.map(({ agent_id }) => agent_id)).toEqual(["a", "b"]);
});

/** Lines of the journal that begin like ours. */
const LINES: Readonly<Record<string, string>> = {
  "nothing else": '{"seq":8}',
  "another kind of each field":
    '{"seq":8,"at":5,"agent_id":7,"task_id":null,"new_status":"failed","reopens":5,"task":7,"changes":9}',
  "no time":
    '{"seq":8,"at":"tomorrow","agent_id":"a","task_id":"task-009","action":"complete","new_status":"completed"}',
  "an id that is a path":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a","task_id":"../../elsewhere/task-list","action":"fail","new_status":"failed"}',
  "a task of nobody":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"__proto__","task_id":"task-009","action":"cancel","new_status":"cancelled"}',
  "a task that is not there":
    '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a","task_id":"task-009","action":"complete","new_status":"completed"}',
  "a depth bomb": `{"seq":8,"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
  "half a line": '{"seq":8,"at":"2026-04-10T10:00:00Z","agent_id":"a",',
};

/** Found here: their fields are taken for what they should be. */
const IS_TRUSTED = new Set(["another kind of each field true"]);

for (const name of Object.keys(LINES)) {
  for (const isIndexLost of [false, true]) {
    const run = IS_TRUSTED.has(`${name} ${isIndexLost}`) ? test.fails : test;
    run(
      `a line of the journal with ${name} holds nobody up${isIndexLost ? ", when the index is lost too" : ""}`,
      async () => {
        const used = await usedRoot({ AGENT_TASKS_KEEP_FINISHED: "0" });
        writeFileSync(join(used.root, "events", `${used.month}.jsonl`), `${LINES[name]}\n`, { flag: "a" });
        if (isIndexLost) rmSync(join(used.root, "index.json"));
        const faults: string[] = [];
        for (const line of [...COMMANDS, ...OTHERS_COMMANDS]) {
          const { answer, faults: own } = await tryLine(used.run, line);
          faults.push(
            ...own,
            ...(answer.status === 0 || line.includes("task-404") ? [] : [`${line.join(" ")}: ${answer.stdout}`]),
          );
        }
        expect(faults).toEqual([]);
        count("hostile calls", COMMANDS.length + OTHERS_COMMANDS.length, `a line of the journal with ${name}`);
      },
    );
  }
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
