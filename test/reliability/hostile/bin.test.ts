import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerOf, type Run, runBin } from "../../helpers/bin.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { count } from "../figures.ts";
import { answerFaults, COMMANDS, OTHERS_COMMANDS, usedRoot } from "./used-root.ts";

const A = ["--agent", "a"];
const CREATE = ["create", ...A];
const MIB = 1024 * 1024;

/** Who waits for what never comes is killed, and has no exit status then. */
const WITHOUT_WAITING = ["timeout", "--signal=KILL", "40"];

describe("a flood on standard input", () => {
  const inputs: Readonly<Record<string, { line: readonly string[]; input: string; answer: object }>> = {
    "as a description": {
      line: [...CREATE, "--name", "x", "--description", "-"],
      input: "x".repeat(64 * MIB),
      answer: { code: "INVALID_PARAMS", parameter: "description" },
    },
    "as no JSON": {
      line: [...CREATE, "--input", "-"],
      input: "x".repeat(64 * MIB),
      answer: { code: "INVALID_PARAMS" },
    },
    "as a depth bomb (8 MiB, for which V8 needs a second)": {
      line: [...CREATE, "--input", "-"],
      input: "[".repeat(8 * MIB),
      answer: { code: "INVALID_PARAMS" },
    },
    "as one name": {
      line: [...CREATE, "--input", "-"],
      input: JSON.stringify({ name: "x".repeat(64 * MIB) }),
      answer: { code: "INVALID_PARAMS", parameter: "name" },
    },
    "as a hundred thousand tasks": {
      line: [...CREATE, "--input", "-"],
      input: `{"name":"x","description":"${"x".repeat(600)}"}\n`.repeat(100_000),
      answer: { code: "QUEUE_FULL" },
    },
    "as metadata": {
      line: [...CREATE, "--name", "x", "--metadata", "-"],
      input: `{"a":"${"x".repeat(64 * MIB)}"}`,
      answer: { code: "INVALID_PARAMS", parameter: "metadata" },
    },
  };
  test.each(Object.keys(inputs))("%s is refused", async (name) => {
    const root = join(temporaryFolder(), "root");
    const { line, input, answer } = inputs[name]!;
    const run = await runBin(line, { root, input, under: WITHOUT_WAITING });
    expect(answerFaults(run)).toEqual([]);
    expect(answerOf(run)).toMatchObject(answer);
    count("hostile calls", 1, `a flood ${name}`);
  });

  test("as a report does not keep a task from ending", async () => {
    const root = join(temporaryFolder(), "root");
    await runBin([...CREATE, "--name", "x"], { root });
    await runBin(["start", ...A], { root });
    const run = await runBin(["complete", ...A, "--result", "-"], {
      root,
      input: "x".repeat(64 * MIB),
      under: WITHOUT_WAITING,
    });
    expect(answerOf(run)).toMatchObject({ status: "success", warnings: [expect.stringContaining("64 KiB")] });
  });
});

test.each(["/dev/zero", "/dev/null", "/proc/self/mem", "/", "/nothing", "."])(
  "text out of %s is read or refused, and nobody waits",
  async (path) => {
    const root = join(temporaryFolder(), "root");
    for (const line of [["--name", "x", "--description"], ["--name", "x", "--metadata"], ["--input"]]) {
      const run = await runBin([...CREATE, ...line, `@${path}`], { root, under: WITHOUT_WAITING });
      expect(answerFaults(run)).toEqual([]);
    }
    count("hostile calls", 3, `text out of ${path}`);
  },
);

const PLACES_OF_FILES = [
  "index.json",
  "task-counter.txt",
  ".lock",
  "config.json",
  "agents",
  "history",
  "events",
  ".tmp",
];

test.each([...PLACES_OF_FILES, "agents/a", "agents/a/task-list.json"])(
  "the program waits for no pipe in the place of %s",
  async (place) => {
    const { root } = await usedRoot();
    rmSync(join(root, place), { recursive: true, force: true });
    spawnSync("mkfifo", [join(root, place)]);
    const faults: string[] = [];
    for (const line of [...COMMANDS.slice(0, 3), ["list", ...A], ["query"], ["config", "list"], OTHERS_COMMANDS[0]!]) {
      const run = await runBin(line, { root, under: WITHOUT_WAITING, env: { AGENT_TASKS_LOCK_TIMEOUT_MS: "150" } });
      faults.push(...answerFaults(run).map((fault) => `${line.join(" ")}: ${fault}`));
    }
    expect(faults).toEqual([]);
    count("hostile calls", 7, `a pipe in the place of ${place}`);
  },
);

const HAS_PYTHON = spawnSync("python3", ["-c", "import pty"]).status === 0;

describe.skipIf(!HAS_PYTHON)("on a terminal (skipped: no python3 here, which makes one)", () => {
  test("text of others steers nothing, wherever it comes from", async () => {
    const evil = "\u202ertl \u009b31m \u001b[2J\u001b]0;owned\u0007 end";
    const root = join(temporaryFolder(), "root");
    const input = JSON.stringify([{ name: evil, description: evil, key: evil, metadata: { [evil]: evil } }]);
    await runBin([...CREATE, "--agent-name", evil, "--input", "-"], {
      root,
      input,
      env: { AGENT_TASKS_OPERATOR: evil },
    });
    const lines = [
      ["start", ...A],
      ["list", ...A],
      ["list-all"],
      [],
      ["get", "--task-id", "task-001"],
      ["fail", ...A, "--error", evil],
      ["history", ...A],
      ["query"],
      ["get", "--task-id", evil],
      ["start", "--agent", evil],
      [evil],
      [`--${evil}`],
      ["list", ...A, "--fields", evil],
    ];
    for (const line of lines) {
      const { stdout } = await onTerminal(line, root);
      expect(stdout.length).toBeGreaterThan(0);
      expect([line, steering(stdout)]).toEqual([line, []]);
    }
    count("hostile calls", lines.length, "on a terminal");
  });
});

/** Runs the program with a terminal for its standard output. */
function onTerminal(line: readonly string[], root: string): Promise<Run> {
  const under = ["python3", "-c", "import pty, sys; pty.spawn(sys.argv[1:])"];
  return runBin(line, { root, under, env: { TERM: "xterm" } });
}

/** The characters that move, hide or turn what follows. Colours are the program's own: numbers that end in m. */
function steering(text: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[\d;]*m/g, "");
  // oxlint-disable-next-line no-control-regex
  return plain.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? [];
}
