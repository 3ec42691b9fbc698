import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerOf, BIN, binEnvironment, runBin } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const CREATE = ["create", "--agent", "coder", "--name", "x"];

test("the program answers with one document and its exit status", async () => {
  const root = join(temporaryFolder(), "root");
  const created = await runBin([...CREATE, "--description", "-"], { root, input: "from a pipe\n" });
  expect(created).toMatchObject({ status: 0, stderr: "" });
  expect(answerOf(created)).toMatchObject({ task_id: "task-001", task: { description: "from a pipe" } });
  expect(await runBin(["start", "--agent", "nobody"], { root })).toMatchObject({ status: 3, stderr: "" });
  expect((await runBin(["list", "--agent", "coder", "--output", "table"], { root })).stdout).toContain("task-001");
  expect((await runBin(["help"], { root })).stdout).toContain("Usage:");
});

test("an answer that nobody can read does not undo the change, and the exit status says it", async () => {
  const root = join(temporaryFolder(), "root");
  const full = await runBin(CREATE, { root, under: ["sh", "-c", 'exec "$@" >/dev/full', "sh"] });
  expect(full).toMatchObject({ status: 1, stderr: expect.stringContaining("ENOSPC") });
  const child = spawn(process.execPath, [BIN, ...CREATE], { env: binEnvironment({ root }) });
  child.stdout.destroy();
  expect(await once(child, "close")).toEqual([1, null]);
  expect(answerOf(await runBin(["list", "--agent", "coder"], { root }))["totals"]).toMatchObject({ pending: 2 });
});

test("interrupted while it waits for others, it changes nothing, and leaves nothing behind", async () => {
  const root = join(temporaryFolder(), "root");
  await runBin(CREATE, { root });
  writeFileSync(join(root, ".lock"), "somebody, somewhere");
  const child = spawn(process.execPath, [BIN, ...CREATE], { env: binEnvironment({ root }) });
  await eventually(() => waiting(root));
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([143, null]);
  expect(waiting(root)).toBe(false);
  expect(answerOf(await runBin(["list", "--agent", "coder"], { root }))["totals"]).toMatchObject({ pending: 1 });
});

test("a build without compiled code, or with code that V8 refuses, runs from its source", () => {
  const folder = temporaryFolder();
  cpSync(join(BIN, "..", "..", "dist"), join(folder, "dist"), { recursive: true });
  cpSync(BIN, join(folder, "bin", "agent-tasks.js"));
  const path = join(folder, "dist", `pieces.${process.version}-${process.arch}.code`);
  const runs = (...argv: string[]) =>
    spawnSync(process.execPath, [join(folder, "bin", "agent-tasks.js"), ...argv], { encoding: "utf8" });
  const works = () => {
    expect(runs("--version")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: "",
    });
    expect(runs("list", "--root", folder, "--agent", "a")).toMatchObject({ status: 0, stderr: "" });
  };
  works();
  const bytes = readFileSync(path);
  const places = Object.values(JSON.parse(bytes.toString("latin1", 0, 4096)) as Record<string, number[]>);
  for (const [position = 0, sourceLength = 0] of places)
    bytes.fill(1, position + sourceLength, position + sourceLength + 16); // V8's header
  writeFileSync(path, bytes);
  works();
  for (const length of [bytes.length - 1000, 5000, 100, 0]) {
    writeFileSync(path, bytes.subarray(0, length));
    works();
  }
  rmSync(path);
  works();
});

test("new files are for their owner only, whatever the umask, and a replaced file keeps its mode", async () => {
  for (const umask of ["000", "022", "077", "277"]) {
    const root = join(temporaryFolder(), "root");
    const under = ["sh", "-c", `umask ${umask}; exec "$@"`, "sh"];
    await runBin(CREATE, { root, under });
    await runBin(["start", "--agent", "coder"], { root, under });
    await runBin(["complete", "--agent", "coder"], { root, under });
    const month = new Date().toISOString().slice(0, 7);
    const folders = ["", "agents", "agents/coder", "history", `history/${month}`, "events", ".tmp"];
    const files = ["agents/coder/task-list.json", "index.json", "task-counter.txt", `events/${month}.jsonl`];
    expect(folders.map((path) => modeOf(join(root, path)))).toEqual(folders.map(() => "700"));
    expect(files.map((path) => modeOf(join(root, path)))).toEqual(files.map(() => "600"));
    chmodSync(join(root, "agents/coder/task-list.json"), 0o664);
    await runBin(CREATE, { root, under });
    expect(modeOf(join(root, "agents/coder/task-list.json"))).toBe("664");
  }
});

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

function waiting(root: string): boolean {
  return readdirSync(join(root, ".tmp")).some((name) => name.startsWith("wait-"));
}

async function eventually(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not happen within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
