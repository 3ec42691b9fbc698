import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { count } from "../figures.ts";
import { COMMANDS, OTHERS_COMMANDS, tryLine, type UsedRoot, usedRoot } from "./used-root.ts";

type Json = Record<string, unknown>;

const DEEP = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;

/** What a file may hold that no program of ours has written. Given is what was there. */
const CONTENTS: Readonly<Record<string, (before: Buffer) => string | Buffer>> = {
  nothing: () => "",
  null: () => "null",
  "a list": () => "[]",
  "an empty object": () => "{}",
  "a number": () => "0",
  "a text": () => '"task-001"',
  "zero bytes": () => Buffer.alloc(300),
  "half of it": (before) => before.subarray(0, before.length / 2),
  "it, and its half": (before) => Buffer.concat([before, before.subarray(0, before.length / 2)]),
  "a byte order mark before it": (before) => Buffer.concat([Buffer.from("\ufeff"), before]),
  "no UTF-8": () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  "a depth bomb": () => DEEP,
  "a depth bomb of objects": () => `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`,
  "a line of 2 MiB": () => "x".repeat(2 * 1024 * 1024),
  "prototype keys": () => '{"__proto__":{"status":"running"},"constructor":1,"prototype":2}',
  "the largest numbers": () => '{"schema_version":1,"last_seq":1e308,"last_id":9007199254740993,"revision":-1}',
  "a number of 14 digits": () => "99999999999999",
  "a number of 30 digits": () => "9".repeat(30),
};

/** Files that follow from the lists: whatever they hold, nobody is held up by it. */
const DERIVED: Readonly<Record<string, (month: string) => string>> = {
  "index.json": () => "index.json",
  "the counter": () => "task-counter.txt",
  "the lock": () => ".lock",
  "a redo file": () => ".tmp/redo-1-x",
  "an undo file": () => ".tmp/undo-1-x",
  "the journal": (month) => `events/${month}.jsonl`,
  "an archive copy": (month) => `history/${month}/task-002.json`,
};

describe.each(Object.keys(DERIVED))("%s that holds", (file) => {
  for (const name of Object.keys(CONTENTS)) {
    test(`${name} holds nobody up, and no id is given twice`, async () => {
      const used = await usedRoot();
      overwrite(used, DERIVED[file]!(used.month), CONTENTS[name]!);
      const faults: string[] = [];
      const ids: unknown[] = ["task-001", "task-002", "task-003", "task-004"];
      for (const line of [...COMMANDS, ...OTHERS_COMMANDS, ...COMMANDS.slice(0, 1)]) {
        const { answer, faults: own } = await tryLine(used.run, line);
        const isRefused = answer.status !== 0 && !line.includes("task-404");
        faults.push(...own, ...(isRefused ? [`${line.join(" ")}: ${answer.stdout}`] : []));
        if (line[0] === "create" && !line.includes("--dry-run")) ids.push(answer.json["task_id"]);
      }
      expect(faults).toEqual([]);
      expect(ids.filter((id, index) => id === undefined || ids.indexOf(id) !== index)).toEqual([]);
      count("hostile calls", COMMANDS.length + OTHERS_COMMANDS.length + 1, `${name} in ${file}`);
    });
  }
});

describe("a list that holds", () => {
  const edits: Readonly<Record<string, (list: Json) => void>> = {
    "another agent's id": (list) => (list["agent_id"] = "b"),
    "a time that is a word": (list) => (firstPending(list)["assigned_at"] = "tomorrow"),
    "a time that is a number": (list) => (firstPending(list)["assigned_at"] = 0),
    "a time in the year 99999": (list) => (firstPending(list)["assigned_at"] = "99999-01-01T00:00:00Z"),
    "a time that is endless": (list) => (firstPending(list)["assigned_at"] = "Infinity"),
    "a month that there is not": (list) => (firstPending(list)["assigned_at"] = "2026-13-01T00:00:00Z"),
    "an id that is a path": (list) => (firstPending(list)["id"] = "../../../x"),
    "an id that is an option": (list) => (firstPending(list)["id"] = "--root"),
    "a status that there is not": (list) => (firstPending(list)["status"] = "__proto__"),
    "a task that is null": (list) => (list["pending_tasks"] = [null]),
    "tasks that are none": (list) => (list["pending_tasks"] = { 0: firstPending(list), length: 1 }),
    "a priority that is a word": (list) => (firstPending(list)["priority"] = "high"),
    "a revision below zero": (list) => (list["revision"] = -1),
    "an outbox of nothing": (list) => (list["outbox"] = null),
    "totals that are words": (list) => (list["totals"] = { completed: "1" }),
  };
  const refused = {
    ...without(CONTENTS, "a number of 14 digits", "a number of 30 digits"),
    ...mapValues(edits, (edit) => (before: Buffer) => {
      const list = JSON.parse(before.toString()) as Json;
      edit(list);
      return JSON.stringify(list);
    }),
  };
  test.each(Object.keys(refused))(
    "%s is refused by every command that needs it, stays as it is, and others go on",
    async (name) => {
      const used = await usedRoot();
      const path = overwrite(used, "agents/a/task-list.json", refused[name]!);
      const bytes = readFileSync(path);
      const faults: string[] = [];
      for (const line of [...COMMANDS, ...OTHERS_COMMANDS]) {
        const { answer, faults: own } = await tryLine(used.run, line);
        const wanted = line.includes("b") || /where|config|json/.test(line.join(" ")) ? 0 : 7;
        const isRight = answer.status === wanted || (line.includes("task-001") && answer.status === 0);
        faults.push(...own, ...(isRight ? [] : [`${line.join(" ")}: exit status ${answer.status}: ${answer.stdout}`]));
      }
      expect(faults).toEqual([]);
      expect(readFileSync(path).equals(bytes)).toBe(true);
      count("hostile calls", COMMANDS.length + OTHERS_COMMANDS.length, `${name} in a list`);
    },
  );

  const odd: Readonly<Record<string, (text: string) => string>> = {
    "a key twice": (text) => text.replace('"schema_version": 1', '"schema_version": 1, "schema_version": 1'),
    "priorities below zero": (text) => text.replaceAll('"priority": 5', '"priority": -7'),
    "a prototype key": (text) =>
      text.replace('"schema_version": 1', '"__proto__": {"pending_tasks": []}, "schema_version": 1'),
    "an id in scientific notation": (text) => text.replaceAll('"task-003"', '"task-1e9"'),
    "an id of 20 digits": (text) => text.replaceAll('"task-003"', '"task-99999999999999999999"'),
    "a lone surrogate": (text) => text.replace('"three"', String.raw`"\ud800"`),
    "a name of a million characters": (text) => text.replace('"three"', JSON.stringify("\u0007".repeat(1_000_000))),
    "what is deep, but not too deep": (text) =>
      text.replace('"three"', `"three", "x": ${"[".repeat(1000)}${"]".repeat(1000)}`),
  };
  test.each(Object.keys(odd))("%s is read, worked with, and kept", async (name) => {
    const used = await usedRoot();
    overwrite(used, "agents/a/task-list.json", (before) => odd[name]!(before.toString()));
    const before = await used.run("list", "--agent", "a");
    expect(before.json).toMatchObject({ status: "success", totals: { pending: 1, completed: 1, failed: 1 } });
    for (const line of [["create", "--name", "x"], ["start"], ["complete"]]) {
      const { answer, faults } = await tryLine(used.run, [...line, "--agent", "a"]);
      expect([faults, answer.status]).toEqual([[], 0]);
      if (line[0] === "create") expect(answer.json["task_id"]).toBe("task-005");
    }
    const list = JSON.parse(readFileSync(join(used.root, "agents/a/task-list.json"), "utf8")) as Json;
    expect(Object.hasOwn(list, "__proto__")).toBe(name === "a prototype key");
    expect((await used.run("list", "--agent", "a")).json).toMatchObject({
      totals: { pending: 1, completed: 2, failed: 1 },
    });
  });
});

describe("a config.json that holds", () => {
  // Whoever sets something may keep what else is there.
  const lines = [...COMMANDS, ...OTHERS_COMMANDS].filter((line) => !line.includes("set"));

  test.each(Object.keys(without(CONTENTS, "an empty object")))(
    "%s is refused by name, and left as it is",
    async (name) => {
      const used = await usedRoot();
      const path = overwrite(used, "config.json", CONTENTS[name]!, '{"lang": "en"}');
      const bytes = readFileSync(path);
      for (const line of lines) {
        const { answer, faults } = await tryLine(used.run, line);
        expect(faults).toEqual([]);
        if (!/where|config|output/.test(line.join(" ")))
          expect(answer.json).toMatchObject({ code: "CONFIG_INVALID", path });
      }
      expect(readFileSync(path).equals(bytes)).toBe(true);
      count("hostile calls", lines.length, `${name} in config.json`);
    },
  );

  test("a depth bomb of objects is refused by config set too", async () => {
    const used = await usedRoot();
    overwrite(used, "config.json", CONTENTS["a depth bomb of objects"]!);
    const { faults } = await tryLine(used.run, ["config", "set", "lang", "en"]);
    expect(faults).toEqual([]);
  });
});

function overwrite(
  { root }: UsedRoot,
  name: string,
  contentOf: (before: Buffer) => string | Buffer,
  otherwise = "",
): string {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, otherwise, { flag: "a" });
  writeFileSync(path, contentOf(readFileSync(path)));
  return path;
}

function firstPending(list: Json): Json {
  return (list["pending_tasks"] as Json[])[0]!;
}

function without<Value>(table: Readonly<Record<string, Value>>, ...names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

function mapValues<From, To>(table: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));
}
