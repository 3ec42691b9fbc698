import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerOf, runBin } from "../helpers/bin.ts";
import { PROJECT } from "../helpers/project.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { HAS_STRACE } from "../reliability/strace.ts";

// Counts, not times: they are the same on every machine. A budget that is too small is raised in a commit of its own
// that says what for; one that has become too large is lowered.

/** How many bytes of source a command may load. */
const BYTES = { reading: 88_500, writing: 138_000, counting: 102_000 };
/** How many bytes V8 may have compiled of it. */
const COMPILED = { reading: 298_500, writing: 457_000, counting: 348_000 };

/** What only a few calls need: a hot one must not load it. */
const SELDOM = [
  "node_modules/zod/",
  "node_modules/commander/",
  "node_modules/hono/",
  "node_modules/cli-table3/",
  "node_modules/get-east-asian-width/",
  "node_modules/write-file-atomic/",
  /src\/app\/messages\/(zh|.*-zh|refusals-en|help-en|topics-en|answers-en)\.ts$/,
  "src/store/file/doctor/",
  "src/store/file/adopt",
  "src/cli/program.ts",
  "src/cli/output/table.ts",
  "src/cli/schema/",
  "src/cli/completion/",
  "src/cli/output/fit-page.ts",
  "src/app/demo",
  "src/domain/similar.ts",
];

/** Modules of Node that a command may ask for besides those that every process has. */
const MODULES = new Set(["vm"]);

/** How many calls of the file system a command may make on a root in use, from its own pieces to its answer. */
const CALLS: Readonly<Record<string, number>> = {
  create: 133,
  start: 114,
  complete: 135,
  fail: 135,
  check: 34,
  list: 34,
  get: 46,
  stats: 60,
  "list-all": 30,
};

/** Who asks about all agents looks at the version of each list, and who asks for an id, anywhere, reads them and looks for copies. */
const FOR_EACH_AGENT: Readonly<Record<string, number>> = { "list-all": 1, stats: 1, get: 4 };

/** Who reads the journal of the last days reads it in pieces, each twice as long as the one before: so many more of it. */
const FOR_A_LONGER_JOURNAL: Readonly<Record<string, number>> = { stats: 4 };

/** What a command does; `stats` reads journals too, and works out from them how the last days went. */
const KINDS: Readonly<Record<string, keyof typeof BYTES>> = {
  create: "writing",
  start: "writing",
  complete: "writing",
  fail: "writing",
  stats: "counting",
};

interface Loaded {
  readonly command: string;
  readonly pieces: readonly string[];
  readonly modules: readonly string[];
  readonly sources: readonly string[];
  readonly source_bytes: number;
  readonly code_bytes: number;
}

describe("what a hot command loads", () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(PROJECT, "scripts", "loaded.mjs")], {
    encoding: "utf8",
  });
  const loaded = (stdout === "" ? [] : JSON.parse(stdout)) as readonly Loaded[];

  test("is known for each of them", () => {
    expect(stderr).toBe("");
    expect(new Set(loaded.map(({ command }) => command))).toEqual(new Set(Object.keys(CALLS)));
  });

  test.each(loaded)("$command stays within its bytes", ({ command, source_bytes, code_bytes }) => {
    const kind = KINDS[command] ?? "reading";
    expect(source_bytes).toBeLessThanOrEqual(BYTES[kind]);
    expect(code_bytes).toBeLessThanOrEqual(COMPILED[kind]);
  });

  test.each(loaded)("$command loads nothing that only few calls need", ({ sources, modules }) => {
    expect(sources.length).toBeGreaterThan(30);
    const seldom = sources.filter((path) =>
      SELDOM.some((part) => (typeof part === "string" ? path.includes(part) : part.test(path))),
    );
    expect(seldom).toEqual([]);
    expect(modules.filter((name) => !MODULES.has(name))).toEqual([]);
  });
});

/** The calls by which a process reads and changes files. */
const FILE_CALLS = "%file,read,pread64,write,pwrite64,close,fstat,fsync,getdents64,ftruncate";

describe.skipIf(!HAS_STRACE)("how many calls of the file system a hot command makes (needs strace)", () => {
  test("are within its budget, and as many with a long history and many agents", async () => {
    const small = await usedRoot(1, 3);
    const large = await usedRoot(12, 60);
    for (const [command, budget] of Object.entries(CALLS)) {
      const [few, many] = [await callsOf(command, small), await callsOf(command, large)];
      expect(few, command).toBeLessThanOrEqual(budget);
      const more = 11 * (FOR_EACH_AGENT[command] ?? 0) + (FOR_A_LONGER_JOURNAL[command] ?? 0);
      expect(many - few, `${command} with more agents and tasks`).toBeLessThanOrEqual(more);
    }
  });
});

/** A root with so many agents; the first has some tasks that wait and so many that are finished, beyond what a list holds. */
async function usedRoot(agents: number, finished: number): Promise<string> {
  const root = join(temporaryFolder(), "root");
  const ask = async (...line: string[]) => answerOf(await runBin(line, { root, env: ENV }));
  for (let n = 0; n < finished; n += 1) {
    await ask("create", "--name", "x");
    await ask("start");
    await ask("complete");
  }
  for (let n = 1; n < agents; n += 1) await ask("create", "--name", "x", "--agent", `agent-${n}`);
  for (let n = 0; n < 5; n += 1) await ask("create", "--name", "x");
  return root;
}

const ENV = { AGENT_TASKS_AGENT: "one", AGENT_TASKS_KEEP_FINISHED: "2", TZ: "UTC" };

const LINES: Readonly<Record<string, readonly string[]>> = {
  fail: ["fail", "--error", "no"],
  get: ["get", "--task-id", "task-001"],
  check: ["check", "--output", "json"],
};

/** Node wakes a thread of its own. */
const WAKING = /^write\(\d+, "\\1\\0\\0\\0\\0\\0\\0\\0", 8\)/;

/** The calls of one run after the program's pieces were opened, those on its own thread. What a command needs to succeed is done before. */
async function callsOf(command: string, root: string): Promise<number> {
  if (command === "fail") answerOf(await runBin(["start"], { root, env: ENV }));
  const trace = join(temporaryFolder(), "trace");
  const line = LINES[command] ?? [command, ...(command === "create" ? ["--name", "x"] : [])];
  const run = await runBin(line, { root, env: ENV, under: ["strace", "-o", trace, "-e", `trace=${FILE_CALLS}`] });
  expect(answerOf(run), command).toMatchObject({ status: "success" });
  const lines = readFileSync(trace, "utf8")
    .split("\n")
    .filter((text) => !WAKING.test(text));
  const begin = lines.findIndex((text) => text.includes("/pieces."));
  const end = lines.findLastIndex((text) => text.startsWith("write(1,"));
  expect(begin).toBeGreaterThan(0);
  return end - begin;
}
