import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine } from "../../helpers/command-line.ts";
import { filesIn } from "../../helpers/files.ts";
import { count } from "../figures.ts";
import { tryLine, usedRoot } from "./used-root.ts";

const A = ["--agent", "a"];
const CREATE = ["create", ...A];

/** Words that look like something else. */
const WORDS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "-rf",
  "--root",
  "--",
  "-",
  ".",
  "..",
  "~",
  "/etc/passwd",
  "a/../../x",
  "a\\b",
  "con",
  "NUL",
  "x".repeat(65),
  "x".repeat(100_000),
  "a\nb",
  "a\u0000b",
  "\ud800",
  "\u202ea",
  "@nothing",
  "$(id)",
  "%2e%2e",
  "undefined",
  "NaN",
  "1e9",
  "task-1e9",
  "task-99999999999999999999",
  '{"id":1}',
];

/** Every place on a line where somebody else's word may stand, once as a word of its own and once behind an equals sign. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  "an agent": ["start", "--agent", "?"],
  "a new agent": ["create", "--name", "x", "--agent", "?"],
  "a task id": ["get", "--task-id", "?"],
  "a task id to cancel": ["cancel", ...A, "--task-id", "?"],
  "a key": [...CREATE, "--name", "x", "--key", "?"],
  "a name": [...CREATE, "--name", "?"],
  "an agent's name": [...CREATE, "--name", "x", "--agent-name", "?"],
  "an operator": [...CREATE, "--name", "x", "--operator", "?"],
  "a priority": [...CREATE, "--name", "x", "--priority", "?"],
  fields: ["list", ...A, "--fields", "?"],
  "a field among others": ["query", "--fields", "id,?"],
  "a limit": ["history", ...A, "--limit", "?"],
  "a month": ["history", ...A, "--month", "?"],
  "a moment": ["query", "--from", "?"],
  "a status": ["query", "--status", "?"],
  metadata: [...CREATE, "--name", "x", "--metadata", "?"],
  "an input": [...CREATE, "--input", "?"],
  "a setting": ["config", "get", "?"],
  "a value of a setting": ["config", "set", "lang", "?"],
  "an output": ["list", ...A, "--output", "?"],
  "a language": ["list", ...A, "--lang", "?"],
  "a waiting time": [...CREATE, "--name", "x", "--lock-timeout", "?"],
  "a command": ["?"],
};

test.each(Object.keys(SLOTS))(
  "whatever word is %s: one answer, and nothing stands where it should not",
  async (slot) => {
    const { run, root, month } = await usedRoot();
    const faults: string[] = [];
    const lines = WORDS.flatMap((word) => linesWith(SLOTS[slot]!, word));
    for (const line of lines) {
      // Without a command, and with help, an answer is text.
      const isText = line.every((word) => word.startsWith("-"));
      const { answer, faults: own } = await tryLine(run, line);
      faults.push(...(isText ? [] : own));
      if (slot === "a new agent" && answer.status !== 0) expect(answer.json).toMatchObject({ code: "INVALID_PARAMS" });
    }
    expect(faults).toEqual([]);
    expect(readdirSync(join(root, "..")).filter((name) => name !== "root")).toEqual([]);
    const names = Object.keys(filesIn(root)).filter((name) => !name.startsWith("agents/"));
    const known = new Set(["index.json", "task-counter.txt", "config.json", `events/${month}.jsonl`]);
    expect(names.filter((name) => !known.has(name) && !name.startsWith(`history/${month}/task-`))).toEqual([]);
    for (const agent of readdirSync(join(root, "agents"))) expect(agent).toMatch(/^[a-z0-9][a-z0-9_-]{0,63}$/);
    expect((await run("list", "--agent", "b")).json).toMatchObject({ totals: { pending: 1, all: 1 } });
    count("hostile calls", lines.length, `words for ${slot}`);
  },
);

function deep(depth: number): string {
  return `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
}

function linesWith(slot: readonly string[], word: string): readonly (readonly string[])[] {
  const plain = slot.map((each) => each.replace("?", () => word));
  const option = slot.findIndex((each) => each.includes("?")) - 1;
  if (!slot[option]?.startsWith("--")) return [plain];
  return [plain, [...plain.slice(0, option), `${plain[option]}=${plain[option + 1]}`, ...plain.slice(option + 2)]];
}

describe("JSON of others", () => {
  const refused: Readonly<Record<string, string>> = {
    "a prototype key": '{"name":"x","__proto__":{"priority":9}}',
    "a constructor": '{"name":"x","constructor":{"prototype":{}}}',
    "a prototype key in metadata": '{"name":"x","metadata":{"a":[{"__proto__":1}]}}',
    "a prototype key, escaped": String.raw`{"name":"x","metadata":{"\u005f_proto__":1}}`,
    "metadata 9 deep": `{"name":"x","metadata":${deep(9)}}`,
    "metadata that is a depth bomb": `{"name":"x","metadata":${deep(200_000)}}`,
    "a name that is a depth bomb": `{"name":${deep(200_000)}}`,
    "a list in a list": '[[{"name":"x"}]]',
    "a number": "7",
    "an endless number": '{"name":"x","metadata":{"a":1e999}}',
    "an endless priority": '{"name":"x","priority":1e999}',
    "a name that is a list": '{"name":["x"]}',
    "a name that is null": '{"name":null}',
    "half an object": '{"name":"x"',
    "a NUL between two objects": '{"name":"x"}\u0000{"name":"y"}',
    "an id": '{"name":"x","id":"task-001"}',
    "another's id": '{"name":"x","agent_id":"b"}',
    "a metadata of 65 KiB": JSON.stringify({ name: "x", metadata: { a: "x".repeat(65 * 1024) } }),
  };
  test.each(Object.keys(refused))("with %s is refused, and nothing is created", async (name) => {
    const { run } = commandLine({ input: refused[name]! });
    await run(...CREATE, "--name", "first");
    const { answer, faults } = await tryLine(run, [...CREATE, "--input", "-"]);
    expect(faults).toEqual([]);
    expect(answer.json).toMatchObject({ code: "INVALID_PARAMS" });
    expect((await run("list", ...A)).json).toMatchObject({ totals: { all: 1 } });
  });

  test("of a key twice the last one counts, as JSON has it", async () => {
    const { run } = commandLine({ input: '{"name":"x","priority":3,"priority":9}' });
    expect((await run(...CREATE, "--input", "-")).json).toMatchObject({ task: { priority: 9 } });
  });
});

describe("text in every field", () => {
  const texts: Readonly<Record<string, string>> = {
    "control characters": "a\u0000\u0007\u001b[2J\u001b]0;owned\u0007\u009b31m\r\nb",
    "marks of direction": "\u202e\u2066\u200f\ufeff",
    "a lone surrogate": "a\ud800b\udc00",
    "prototype keys": "__proto__",
    "a line of 60,000 characters": "x".repeat(60_000),
    "many lines": "\n".repeat(60_000),
    "signs of four bytes": "\u{1f600}".repeat(10_000),
    JSON: '{"status":"success","task_id":"task-999"}\n{"status":"success"}',
  };
  test.each(Object.keys(texts))("%s: kept as they are, and never raw on a terminal", async (name) => {
    const text = texts[name]!;
    const short = text.slice(0, 200).trim() === "" ? "x" : text.slice(0, 200);
    const item = {
      name: short,
      description: text,
      key: short,
      metadata: { note: short, [`key ${short.slice(0, 50)}`]: 1 },
    };
    const { run } = commandLine({ input: JSON.stringify(item), env: { AGENT_TASKS_OPERATOR: short } });
    const created = await run(...CREATE, "--input", "-");
    expect(created.json["task"]).toMatchObject(item);
    const ends = [
      ["fail", "--error", text],
      ["complete", "--result", text],
    ];
    for (const end of ends) {
      await run("start", ...A);
      await run(end[0]!, ...A, ...end.slice(1));
      if (end[0] === "fail") await run("retry", ...A, "--task-id", "task-001");
    }
    const kept = { ...item, result: text, attempts: [{ error_message: text }], created_by: short };
    expect((await run("get", "--task-id", "task-001")).json["task"]).toMatchObject(kept);
    for (const line of [["list", ...A], ["get", "--task-id", "task-001"], ["history", ...A], ["query"], []]) {
      for (const output of ["table", "plain", "jsonl"]) {
        const { stdout, stderr } = await run(...line, "--output", output);
        // oxlint-disable-next-line no-control-regex
        expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      }
    }
  });
});
