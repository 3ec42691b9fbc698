import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

/** What may lie in the place of a file. */
const DAMAGES: Readonly<Record<string, (path: string) => unknown>> = {
  "nothing in it": (path) => writeFileSync(path, ""),
  "half of it": (path) => writeFileSync(path, readFileSync(path).subarray(0, 100)),
  "zero bytes": (path) => writeFileSync(path, Buffer.alloc(300)),
  "no UTF-8": (path) => writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d])),
  "another thing": (path) => writeFileSync(path, "[1, 2]"),
  "a depth bomb": (path) => writeFileSync(path, "[".repeat(200_000) + "]".repeat(200_000)),
  "a link": (path) => symlinkSync("/etc/passwd", path),
  "a folder": (path) => spawnSync("mkdir", [path]),
  "a pipe": (path) => spawnSync("mkfifo", [path]),
};
const REPLACED = new Set(["a link", "a folder", "a pipe"]);

const A = ["--agent", "a"];
const COMMANDS: readonly (readonly string[])[] = [
  ["create", ...A, "--name", "x"],
  ["create", ...A, "--input", "-"],
  ["create", ...A, "--name", "x", "--dry-run"],
  ["start", ...A],
  ["complete", ...A],
  ["fail", ...A, "--error", "no"],
  ["cancel", ...A, "--task-id", "task-003"],
  ["retry", ...A, "--task-id", "task-002"],
  ["list", ...A],
  ["list-all"],
  ["get", "--task-id", "task-003"],
  ["get", "--task-id", "task-404"],
  ["query"],
  ["query", ...A],
  ["stats"],
  ["stats", ...A],
  ["history", ...A],
];

/** Agent a: 001 completed, 002 failed, 003 pending; agent b: 004 pending. */
async function usedRoot() {
  const line = commandLine({ input: '{"name":"x"}' });
  const { run } = line;
  for (const name of ["one", "two", "three"]) await run("create", ...A, "--name", name);
  for (const end of [["complete"], ["fail", "--error", "no"]]) {
    await run("start", ...A);
    await run(end[0]!, ...A, ...end.slice(1));
  }
  await run("create", "--agent", "b", "--name", "four");
  return line;
}

function damage(path: string, name: string): string {
  if (REPLACED.has(name)) rmSync(path);
  DAMAGES[name]!(path);
  return stateOf(path);
}

function stateOf(path: string): string {
  const stat = lstatSync(path);
  return stat.isFile() ? readFileSync(path, "latin1") : String(stat.mode);
}

describe.each(Object.keys(DAMAGES))("a list with %s", (name) => {
  test("is refused by every command, with its path, and left as it is; other agents work on", async () => {
    const { run, root } = await usedRoot();
    const path = join(root, "agents", "a", "task-list.json");
    const before = damage(path, name);
    for (const command of COMMANDS) {
      const { status, json } = await run(...command);
      expect([command, status, json["code"], json["path"]]).toEqual([command, 7, "STORE_CORRUPT", path]);
      expect(stateOf(path)).toBe(before);
    }
    for (const command of [["create", "--name", "x"], ["start"], ["list"], ["complete"], ["history"], ["stats"]]) {
      const { status } = await run(command[0]!, "--agent", "b", ...command.slice(1));
      expect([command, status]).toEqual([command, 0]);
    }
    expect(existsSync(join(root, ".lock"))).toBe(false);
  });
});

describe.each(Object.keys(DAMAGES))("an archive copy with %s", (name) => {
  test("stops nobody who does not ask for it", async () => {
    const { run, root } = await usedRoot();
    const [month = ""] = readdirSync(join(root, "history"));
    const path = join(root, "history", month, "task-001.json");
    const before = damage(path, name);
    for (const command of [
      ["get", "--task-id", "task-001"],
      ["create", ...A, "--name", "x"],
      ["history", ...A],
      ["query"],
      ["start", ...A],
      ["complete", ...A],
      ["create", "--agent", "b", "--name", "x"],
    ]) {
      const { status } = await run(...command);
      expect([command, status]).toEqual([command, 0]);
    }
    expect(stateOf(path)).toBe(before);
  });
});

test.each(["../../x", "a/b", ".", "..", "", "a\u0000b", "-x", "K\u212a", "x".repeat(65), "con.txt", "小明"])(
  "no command makes a path of the agent %j",
  async (agent) => {
    const { run, root } = await usedRoot();
    const names = () => readdirSync(join(root, "agents"));
    const before = names();
    for (const command of COMMANDS.filter((words) => words.includes("--agent"))) {
      const { status, json } = await run(...command.map((word) => (word === "a" ? agent : word)));
      expect([command, status, json["code"]]).toEqual([command, 2, "INVALID_PARAMS"]);
    }
    expect(names()).toEqual(before);
  },
);

test.each(["../x", "task-001.json", "a b", "task\n1", "", "x".repeat(101)])("%j is no task id", async (id) => {
  const { run } = await usedRoot();
  for (const command of ["start", "complete", "cancel", "retry", "get"]) {
    const { status, json } = await run(command, ...A, "--task-id", id);
    expect([command, status, json["code"]]).toEqual([command, 2, "INVALID_PARAMS"]);
  }
});
