import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { ownRecord } from "../../src/store/file/lock-owner.ts";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";
import { meanwhile } from "../helpers/meanwhile.ts";
import { originalRoot } from "../helpers/original-root.ts";
import { keysOf, rowsOf, tablesOf } from "./tables.ts";

const TABLES = tablesOf("json-output.md");
const TASK = rowsOf(TABLES, "The task");

const TERMS = [
  "--max-attempts",
  "3",
  "--retry-delay",
  "5m",
  "--backoff",
  "exponential",
  "--lease",
  "10m",
  "--max-expiries",
  "2",
];
const DAY_TASK = "task-005";

const RULES = ["--depends-mode", "any", "--on-dependency-failure", "cancel"];

/** Tasks that depend on others, and what becomes of them when those fail. */
const NET: readonly (readonly string[])[] = [
  ["create", "--agent", "n", "--name", "first"],
  ["create", "--agent", "n", "--name", "second", "--depends-on", "task-007", ...RULES, "--tag", "x", "--group", "g"],
  ["create", "--agent", "n", "--name", "part", "--parent", "task-007"],
  ["list", "--agent", "n"],
  ["graph", "--group", "g"],
  ["hold", "--group", "g", "--yes"],
  ["release", "--group", "g", "--yes"],
  ["cancel", "--agent", "n", "--task-id", "task-007"],
  ["create", "--agent", "o", "--name", "first", "--lease", "10m", "--max-expiries", "1"],
  ["create", "--agent", "n", "--name", "second", "--depends-on", "task-010", ...RULES],
  ["create", "--agent", "n", "--name", "third", "--depends-on", "task-011", ...RULES],
  ["start", "--agent", "n", "--task-id", "task-009"],
  ["start", "--agent", "o"],
  ["create", "--agent", "o", "--name", "next"],
  ["fail", "--agent", "n", "--error", "no"],
  ["create", "--agent", "p", "--name", "first"],
  ["create", "--agent", "n", "--name", "second", "--depends-on", "task-014", ...RULES],
  ["start", "--agent", "p"],
  ["fail", "--agent", "p", "--error", "no"],
  ["create", "--agent", "n", "--name", "last", "--group", "last"],
  ["cancel", "--group", "last", "--yes"],
  ["query", "--agent", "n"],
  ["create", "--agent", "v", "--name", "first"],
  ["start", "--agent", "v"],
  ["complete", "--agent", "v", "--result", "done"],
  ["create", "--agent", "v", "--name", "second", "--depends-on", "task-017"],
  ["start", "--agent", "v", "--with-results"],
  ["resume", "--agent", "v", "--output", "json"],
  ["create", "--agent", "w", "--name", "parent"],
  [
    "create",
    "--agent",
    "w",
    "--name",
    "part",
    "--parent",
    "task-019",
    "--depends-on",
    "task-019",
    "--not-before",
    "2h",
  ],
  ["hold", "--agent", "w", "--task-id", "task-020", "--reason", "later", "--operator", "anna"],
  ["why", "--task-id", "task-019"],
  ["why", "--task-id", "task-020"],
  ["get", "--task-id", "task-019"],
  ["start", "--agent", "w"],
  ["create", "--agent", "w", "--name", "last"],
  ["create", "--agent", "w", "--name", "behind"],
  ["hold", "--agent", "w"],
  ["why", "--task-id", "task-019"],
  ["why", "--task-id", "task-022"],
];

/** Calls that together print every documented key. `-` stands for a batch. */
const CALLS: readonly (readonly string[])[] = [
  ["where"],
  ["create", "--agent", "a", "--name", "one", "--key", "k", "--metadata", '{"x":1}', "--operator", "op"],
  ["create", "--agent", "a", "--name", "one", "--key", "k", "--metadata", '{"x":1}', "--operator", "op"],
  ["create", "--agent", "a", "--input", "-"],
  ["list", "--agent", "nobody"],
  ["start", "--agent", "a", "--dry-run"],
  ["start", "--agent", "a"],
  ["complete", "--agent", "a", "--result", "done"],
  ["complete", "--agent", "a", "--task-id", "task-001"],
  ["start", "--agent", "a"],
  ["fail", "--agent", "a", "--error", "no"],
  ["fail", "--agent", "a", "--task-id", "task-002", "--error", "no"],
  ["retry", "--agent", "a", "--task-id", "task-002"],
  ["cancel", "--agent", "a", "--task-id", "task-003", "--reason", "why"],
  ["cancel", "--agent", "a", "--task-id", "task-003"],
  ["start", "--agent", "a"],
  ["fail", "--agent", "a", "--error", "x".repeat(70_000)],
  ["create", "--agent", "a", "--name", "last"],
  ["list", "--agent", "a"],
  ["list", "--agent", "a", "--limit", "2"],
  ["list-all"],
  ["get", "--task-id", "task-002"],
  ["query"],
  ["query", "--agent", "a"],
  ["stats"],
  ["stats", "--agent", "a"],
  ["history", "--agent", "a"],
  ["config", "list"],
  ["config", "set", "lang", "en"],
  ["config", "get", "keep_finished"],
  ["prime", "--agent", "a", "--output", "json"],
  ["schema", "start"],
  ["check", "--agent", "a", "--output", "json"],
  ["hold", "--agent", "a", "--reason", "freeze", "--operator", "anna"],
  ["list", "--agent", "a"],
  ["hold", "--agent", "a"],
  ["check", "--agent", "a", "--output", "json"],
  ["release", "--agent", "a"],
  ["restore", "--agent", "a", "--task-id", "task-003"],
  ["hold", "--agent", "a", "--task-id", "task-003"],
  ["release", "--agent", "a", "--task-id", "task-003"],
  ["release", "--agent", "a", "--task-id", "task-003"],
  ["edit", "--agent", "a", "--task-id", "task-003", "--priority", "3"],
  ["edit", "--agent", "a", "--task-id", "task-003", "--priority", "3"],
  ["move", "--agent", "a", "--task-id", "task-003", "--to-agent", "m"],
  ["move", "--agent", "a", "--task-id", "task-003", "--to-agent", "m"],
  ["create", "--agent", "d", "--name", "whole", "--key", "day", "--key-scope", "ever", "--due", "1w", ...TERMS],
  ["create", "--agent", "d", "--name", "later", "--not-before", "2h"],
  ["start", "--agent", "d"],
  ["note", "--agent", "d", "--message", "half of it", "--progress", "50"],
  ["start", "--agent", "d", "--resume"],
  ["fail", "--agent", "d", "--error", "no"],
  ["query", "--agent", "d"],
  ["edit", "--agent", "d", "--task-id", DAY_TASK, "--not-before", "none"],
  ["start", "--agent", "d"],
  ...Array.from({ length: 51 }, (_, n) => ["note", "--agent", "d", "--message", `nearly ${n}`, "--progress", "90"]),
  ["hold", "--agent", "d", "--task-id", "task-006"],
  ["query", "--agent", "d"],
  ["renew", "--agent", "d"],
  ["check", "--agent", "d", "--output", "json"],
  ["resume", "--agent", "d", "--output", "json"],
  ["resume", "--agent", "m", "--output", "json"],
  ...NET,
  ["start", "--agent", "a"],
  ["note", "--agent", "a", "--message", "x"],
  ["note", "--agent", "a", "--message", "x"],
  ["wait", "--task-id", "task-001"],
];

/** What a lease brings about when it has run out. */
const CALLS_AN_HOUR_LATER: readonly (readonly string[])[] = [
  ["check", "--agent", "d", "--output", "json"],
  ["start", "--agent", "d"],
  ["start", "--agent", "o"],
  ["resume", "--agent", "d", "--output", "json"],
  ["query", "--agent", "d"],
  ["start", "--agent", "m"],
  ["renew", "--agent", "m"],
];

test("every documented key is printed, and no other", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const { run, root } = commandLine({ input: '[{"name":"two"},{"name":"three"}]', env: { AGENT_TASKS_AGENT: "x" } });
  const originalFolder = originalRoot();
  const original = commandLine({ env: { AGENT_TASKS_ROOT: originalFolder } });
  const documents = new Map<string, object[]>();
  for (const call of CALLS) {
    const { status, json } = await run(...call);
    expect([call, status]).toEqual([call, 0]);
    documents.set(call[0]!, [...(documents.get(call[0]!) ?? []), json]);
  }
  vi.setSystemTime(Date.now() + 3_600_000);
  for (const call of CALLS_AN_HOUR_LATER) documents.get(call[0]!)!.push((await run(...call)).json);
  documents.set("log", await everyLog(run, root));
  documents.set(
    "watch",
    documents.get("log")!.flatMap((document) => (document as { events: object[] }).events),
  );
  documents.get("watch")!.push(await firstReady(root));
  vi.useRealTimers();
  const without = commandLine();
  mkdirSync(join(root, "agents", "broken"));
  writeFileSync(join(root, "agents", "broken", "task-list.json"), "");
  documents.get("prime")!.push((await run("prime", "--agent", "a", "--output", "json")).json);
  documents.get("where")!.push((await without.run("where")).json);
  documents.get("get")!.push((await original.run("get", "--task-id", "task-095", "--fields", "id")).json);
  documents.set("purge", [await aPurge()]);
  for (const [name, printed] of await everyTransfer()) documents.set(name, printed);
  documents.set("demo", [(await without.run("demo", "--into", join(root, "demo"))).json]);
  documents.set("doctor", await everyDoctorsDocument(original.run, originalFolder));
  documents.get("query")!.push((await original.run("query", "--agent", "agent-coder")).json);
  const seen = new Set<string>();
  for (const { operation } of COMMANDS) {
    const rows = [...rowsOf(TABLES, "Every success"), ...rowsOf(TABLES, operation.name)];
    const known = new Set(rows.map(({ key }) => key));
    for (const document of documents.get(operation.name) ?? []) {
      const keys = keysOf(rows, document);
      expect([operation.name, keys.filter((key) => !known.has(key))]).toEqual([operation.name, []]);
      for (const key of keys) seen.add(`${operation.name} ${key}`);
    }
    const ghosts = rowsOf(TABLES, operation.name).filter(({ key }) => !seen.has(`${operation.name} ${key}`));
    expect(ghosts).toEqual([]);
  }
  const tasks = (documents.get("query") as { tasks: { task: object }[] }[]).flatMap((document) => document.tasks);
  const fields = new Set(tasks.flatMap(({ task }) => keysOf(TASK, task)));
  expect(TASK.filter(({ key }) => !fields.has(key))).toEqual([]);
});

/** A purge of what ended years ago. */
async function aPurge(): Promise<object> {
  const { run } = commandLine({ env: { AGENT_TASKS_AGENT: "a", AGENT_TASKS_KEEP_FINISHED: "1" } });
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2020-05-08T12:00:00Z") });
  for (const name of ["one", "two"]) {
    await run("create", "--name", name);
    await run("start");
    await run("complete");
  }
  vi.useRealTimers();
  return (await run("purge", "--older-than", "1d", "--yes")).json;
}

/** All that has happened, and what a task with marks would leave. */
async function everyLog(run: CommandLine["run"], root: string): Promise<object[]> {
  const marked = { ...(await newestEvent(run)), group: "g", tags: ["t"], parent_id: "task-001" };
  const [journal = ""] = readdirSync(join(root, "events"));
  appendFileSync(join(root, "events", journal), `${JSON.stringify({ ...marked, seq: marked.seq + 1 })}\n`);
  return [(await run("log", "--limit", "1000")).json];
}

async function newestEvent(run: CommandLine["run"]): Promise<{ readonly seq: number }> {
  const { json } = await run("log", "--limit", "1", "--full");
  return (json["events"] as { seq: number }[])[0]!;
}

/** Tasks that leave a root, and come into others in every way. */
async function everyTransfer(): Promise<readonly (readonly [string, object[]])[]> {
  const from = commandLine();
  for (const name of ["x", "y"]) await from.run("create", "--agent", "a", "--name", name);
  await from.run("start", "--agent", "a");
  const written = (await from.run("export", "--file", join(from.root, "..", "out.json"))).json;
  const { stdout: text } = await from.run("export");
  const [empty, used] = [commandLine({ input: text }), commandLine({ input: text })];
  for (const name of ["mine", "mine too"]) await used.run("create", "--agent", "b", "--name", name);
  const load = ["import", "--file", "-", "--yes"];
  const wrong = commandLine({
    input: text.replace('"priority":5', '"priority":"5"').replace(/"assigned_at":"2/, '"assigned_at":"9'),
  });
  const twice = commandLine({ input: `${JSON.stringify({ id: "task-001", name: "no" })}\nno` });
  await empty.run(...load);
  await empty.run("edit", "--agent", "a", "--task-id", "task-001", "--name", "z");
  const waiting = commandLine({ input: text });
  await waiting.run("create", "--agent", "a", "--name", "mine");
  await waiting.run("start", "--agent", "a");
  const imports = [
    await commandLine({ input: text }).run(...load),
    await used.run(...load, "--mode", "skip"),
    await used.run(...load, "--mode", "replace"),
    await waiting.run(...load),
    await commandLine({
      input: `${text.split("\n")[5]?.replace(/,$/, "")}\n`.repeat(2).replace('"name":"', '"name":"1'),
    }).run(...load),
  ];
  const looks = [await wrong.run("validate", "--file", "-"), await twice.run("validate", "--file", "-")];
  // Nobody can be made to write all the time in a test.
  return [
    ["export", [written, { ...written, busy: true }]],
    [
      "import",
      [
        ...imports.map(({ json }) => json),
        { ...looks[0]!.json, ...looks[1]!.json, valid: undefined, tasks: undefined },
      ],
    ],
    ["validate", looks.map(({ json }) => json)],
  ];
}

/** A doctor in all kinds of roots: of the original tool, damaged, in use. */
async function everyDoctorsDocument(run: CommandLine["run"], root: string): Promise<object[]> {
  const before = [await run("doctor"), await run("doctor", "--repair", "--dry-run"), await run("doctor", "--repair")];
  rmSync(join(root, "history"), { recursive: true });
  before.push(await run("doctor", "--repair"));
  const damaged = commandLine();
  await damaged.run("create", "--agent", "a", "--name", "x");
  await damaged.run("start", "--agent", "a");
  writeFileSync(join(damaged.root, "agents", "a", "task-list.json"), "{");
  writeFileSync(join(damaged.root, ".lock"), JSON.stringify(ownRecord("create", [])));
  const busy = await damaged.run("doctor");
  rmSync(join(damaged.root, ".lock"));
  const mended = [await damaged.run("doctor", "--repair"), await damaged.run("doctor", "--stale", "0s")];
  return [...before, busy, ...mended].map(({ json }) => json);
}

test("every error code has its exit status and its facts", async () => {
  const rows = TABLES.get("Errors: Code") ?? [];
  const documented = rows.map(([code = "", status = ""]) => [code.replaceAll("`", ""), Number(status)]);
  expect(Object.fromEntries(documented)).toEqual(EXIT_STATUS);
  const { run, root } = commandLine({ input: '[{"name":""}]' });
  await run("create", "--agent", "a", "--name", "x", "--key", "k");
  await run("create", "--agent", "a", "--name", "y");
  await run("create", "--agent", "b", "--name", "z");
  await run("start", "--agent", "a");
  const calls = [
    ["craete"],
    ["create", "--agent", "a", "--input", "-"],
    ["create", "--agent", "a", "--name", "other", "--key", "k"],
    ["start", "--agent", "nobody"],
    ["start", "--agent", "a"],
    ["complete", "--agent", "nobody"],
    ["complete", "--agent", "b"],
    ["complete", "--agent", "a", "--task-id", "task-002"],
    ["complete", "--agent", "a", "--task-id", "task-003"],
    ["list", "--agent", "a", "--root", "/nowhere"],
  ];
  const refusals = [];
  for (const call of calls) refusals.push((await run(...call)).json);
  writeFileSync(join(root, "agents", "b", "task-list.json"), "");
  refusals.push((await run("list", "--agent", "b")).json);
  writeFileSync(join(root, "config.json"), '{"x":1}');
  refusals.push((await run("list", "--agent", "b")).json);
  expect(new Set(refusals.map(({ code }) => code)).size).toBe(11);
  for (const refusal of refusals) {
    const facts = rows.find(([code]) => code === `\`${String(refusal["code"])}\``)?.[2] ?? "";
    const named = [...facts.matchAll(/`([a-z_]+)`/g)].map(([, name = ""]) => name);
    const known = new Set([...rowsOf(TABLES, "Errors").map(({ key }) => key), ...named]);
    expect([refusal["code"], Object.keys(refusal).filter((key) => !known.has(key))]).toEqual([refusal["code"], []]);
  }
});

/** The first line of `watch --ready`. */
async function firstReady(root: string): Promise<object> {
  const env = { AGENT_TASKS_ROOT: root };
  const watching = commandLine({ env, leavesAfter: 1 }).run("watch", "--ready", "--since", "0");
  const { stdout } = await meanwhile(watching, () => commandLine({ env }).run("create", "--agent", "z", "--name", "z"));
  return JSON.parse(stdout) as object;
}
