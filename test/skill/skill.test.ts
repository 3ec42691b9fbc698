import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import { optionOf } from "../../src/cli/command.ts";
import { blocksOf } from "../docs/blocks.ts";
import { BIN } from "../helpers/bin.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { PROJECT, projectFile } from "../helpers/project.ts";

const WORKSHOP = mkdtempSync(join(tmpdir(), "agent-tasks-skill-"));
const STAGED = join(WORKSHOP, "agent-task-list");
const SKILL = projectFile("SKILL.md");
const HAS_PYTHON = spawnSync("python3", ["--version"]).status === 0;

/** The skill in an agent's workspace, as a store copies it: files without a run bit, nothing that is hidden. */
function copiedSkill() {
  const home = temporaryFolder();
  const workspace = join(home, ".openclaw", "workspace");
  const folder = join(workspace, "skills", "agent-task-list");
  for (const name of readdirSync(STAGED, { recursive: true, withFileTypes: true })) {
    if (!name.isFile() || name.name.startsWith(".")) continue;
    const from = join(name.parentPath, name.name);
    const to = join(folder, from.slice(STAGED.length));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    chmodSync(to, 0o644);
  }
  const env = { HOME: home, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`, OPENCLAW_SHELL: "exec" };
  const run = (...args: readonly string[]) => {
    const { status, stdout } = spawnSync(args[0]!, args.slice(1), { cwd: workspace, env, encoding: "utf8" });
    return { status, json: JSON.parse(stdout) as Record<string, unknown> };
  };
  return {
    folder,
    workspace,
    call: (...args: readonly string[]) => run(process.execPath, join(folder, "scripts", "agent-tasks.mjs"), ...args),
    /** The installed program, in the same place. */
    bin: (...args: readonly string[]) => run(process.execPath, BIN, ...args),
    python: (...args: readonly string[]) => run("python3", join(folder, "scripts", "task_manager.py"), ...args),
  };
}

afterAll(() => rmSync(WORKSHOP, { recursive: true, force: true }));

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, "scripts", "skill.mjs"), WORKSHOP], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
});

describe("SKILL.md", () => {
  const [, frontMatter = "", body = ""] = /^---\n([^]*?)\n---\n([^]*)$/.exec(SKILL) ?? [];
  const fields = Object.fromEntries(
    frontMatter.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );

  test("its front matter is what OpenClaw reads", () => {
    expect(Object.keys(fields)).toEqual(["name", "description", "metadata"]);
    expect(fields["name"]).toBe("agent-task-list");
    expect(fields["description"]!.length).toBeLessThan(160);
    expect(fields["description"]).not.toMatch(/: |#/); // it would be YAML of another kind
    const { openclaw } = JSON.parse(fields["metadata"]!) as { openclaw: Record<string, unknown> };
    expect(openclaw).toMatchObject({
      emoji: expect.stringMatching(/./u),
      requires: { bins: ["node"] },
      install: [
        { id: "node", kind: "node", package: "agent-task-list", bins: ["agent-tasks"], label: expect.any(String) },
      ],
    });
  });

  test("is at most 120 lines and 4 kB, and the loop comes first", () => {
    expect(body.split("\n").length).toBeLessThanOrEqual(120);
    expect(Buffer.byteLength(SKILL)).toBeLessThanOrEqual(4096);
    expect([...body.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      "Work loop",
      "Other calls",
      "Traps",
    ]);
  });

  test("what it points to is in the skill's folder", () => {
    const paths = [...SKILL.matchAll(/\{baseDir\}\/([\w./-]+)/g)].map(([, path = ""]) => path);
    expect(paths).toContain("scripts/agent-tasks.mjs");
    for (const path of paths) expect(readFileSync(join(STAGED, path), "utf8")).not.toBe("");
  });
});

/** Words of a line of shell that has no more than quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

describe("the skill, copied into a workspace", () => {
  test("every command that SKILL.md teaches does what it says, in the order of the text", () => {
    const { call, workspace } = copiedSkill();
    writeFileSync(join(workspace, "tasks.jsonl"), '{"name":"a"}\n{"name":"b","description":"c"}\n');
    writeFileSync(join(workspace, "notes.md"), 'it\'s "quoted"\nand long\n');
    for (const name of ["one", "two", "three"]) call("create", "--agent", "coder", "--name", name);
    /** The task that a command is about, and what has to be done before. */
    const ids: Readonly<Record<string, string>> = {
      complete: "task-001",
      fail: "task-002",
      cancel: "task-003",
      retry: "task-002",
    };
    const lines = blocksOf("SKILL.md").flatMap(({ text }) => text.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const [program, command = "", ...args] = wordsOf(line.replace(/ +# .*/, ""));
      expect(program).toBe("agent-tasks");
      if (command === "fail") call("start", "--agent", "coder");
      const id = ids[command] ?? "task-001";
      const filled = args.map((arg) => arg.replace("<me>", "coder").replace("<other>", "reviewer").replace("<id>", id));
      expect([line, call(command, ...filled)]).toMatchObject([line, { status: 0, json: { status: "success" } }]);
    }
    expect(call("get", "--task-id", "task-004").json).toMatchObject({
      agent_id: "reviewer",
      task: { description: 'it\'s "quoted"\nand long', key: "review-4f2a" },
    });
    expect(call("list", "--agent", "coder").json).toMatchObject({ totals: { pending: 1, completed: 1, cancelled: 1 } });
  });

  test("the exit statuses are those of the text", () => {
    const { call } = copiedSkill();
    call("create", "--agent", "coder", "--name", "one");
    expect(call("start", "--agent", "reviewer").status).toBe(3);
    call("start", "--agent", "coder");
    expect(call("start", "--agent", "coder")).toMatchObject({
      status: 5,
      json: { code: "AGENT_BUSY", current_task_id: "task-001" },
    });
    expect(call("get", "--task-id", "task-9").status).toBe(4);
    expect(call("create", "--agent", "coder").status).toBe(2);
  });

  test("its program answers every command as the installed one does", () => {
    const { call, bin } = copiedSkill();
    const roots = [temporaryFolder(), temporaryFolder()];
    const lines = [
      ["create", "--agent", "a", "--name", "x", "--key", "k"],
      ["start", "--agent", "a"],
      ["fail", "--agent", "a", "--error", "no"],
      ["retry", "--agent", "a", "--task-id", "task-001"],
      ["cancel", "--agent", "a", "--task-id", "task-001"],
      ["list", "--agent", "a"],
      ["list-all"],
      ["query"],
      ["stats"],
      ["history", "--agent", "a"],
      ["get", "--task-id", "task-001"],
      ["config", "set", "lang", "zh"],
      ["config", "list"],
      ["where"],
      ["schema", "create"],
      ["prime", "--agent", "a"],
      ["complete", "--agent", "a"],
      ["create", "--agent", "a"],
      ["create", "--agent", "b", "--name", "x"],
      ["start", "--agent", "b"],
      ["complete", "--agent", "b"],
    ];
    expect([...new Set(lines.map(([name]) => name))].toSorted()).toEqual(
      COMMANDS.map(({ operation }) => operation.name).toSorted(),
    );
    for (const line of lines) {
      const [copied, installed] = [call, bin].map((program, n) => {
        const { json } = program(...line, "--root", roots[n]!, "--output", "json");
        return JSON.stringify(json)
          .replaceAll(roots[n]!, "ROOT")
          .replaceAll(/\d{4}-\d\d-\d\dT[\d:.+-]*/g, "TIME");
      });
      expect([line, copied]).toEqual([line, installed]);
    }
  });

  test("where it lies in a workspace, root and agent are found", () => {
    const { call, workspace } = copiedSkill();
    const { json } = call("where");
    expect(json).toMatchObject({
      root: { value: join(workspace, "agent-tasks") },
      agent: { value: "main", origin: "workspace" },
    });
  });

  test.skipIf(!HAS_PYTHON)("callers of the Python tool are answered from there (skipped: no python3 here)", () => {
    const { python, call } = copiedSkill();
    expect(python("create", "--agent", "coder", "--name", "x").json).toMatchObject({ task_id: "task-001" });
    expect(call("list", "--agent", "coder").json).toMatchObject({ totals: { pending: 1 } });
  });

  test("its program is readable, and neither talks to a network nor starts another", () => {
    const program = readFileSync(join(STAGED, "scripts", "agent-tasks.mjs"), "utf8");
    const modules = [...program.matchAll(/(?:^import .* from |require\(|import\()"([\w:/@-]+)"/gm)].map(
      ([, name = ""]) => name,
    );
    const allowed = new Set([
      "assert",
      "buffer",
      "crypto",
      "events",
      "fs",
      "fs/promises",
      "module",
      "os",
      "path",
      "process",
      "timers/promises",
      "tty",
      "util",
      "worker_threads",
    ]);
    expect(modules.filter((name) => !allowed.has(name.replace("node:", "")))).toEqual([]);
    expect(program).not.toMatch(/child_process|\bfetch\(|XMLHttpRequest|WebSocket|\beval\(|new Function\(/);
    const lines = program.split("\n");
    expect(lines.length).toBeGreaterThan(10_000);
    expect(lines.filter((line) => line.length > 1000)).toEqual([]);
  });

  test("it carries the licence of the store, and those of what it is built of", () => {
    const licence = readFileSync(join(STAGED, "LICENSE"), "utf8");
    expect(licence).toMatch(/^MIT No Attribution\n/);
    for (const name of ["commander", "zod", "date-fns", "write-file-atomic"]) expect(licence).toContain(`\n${name} `);
  });
});

describe("the references", () => {
  test("every command and every flag is in references/commands.md", () => {
    const page = readFileSync(join(STAGED, "references", "commands.md"), "utf8");
    for (const command of COMMANDS) {
      expect(page).toContain(`\n## ${command.operation.name}\n`);
      for (const { parameter } of flagsOf(command)) expect(page).toContain(`  ${optionOf(parameter)}`);
    }
  });

  test("the trigger for OpenClaw fires when there is work, and only then", async () => {
    const { call } = copiedSkill();
    const script = blocksOf("references/openclaw.md").find(({ language }) => language === "js");
    const exec = async ({ command }: { command: string }) => {
      const [, ...args] = wordsOf(command);
      return { aggregated: JSON.stringify(call(...args).json) };
    };
    const ask = async () => {
      let answer: unknown;
      // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the text of a page is what is tested
      const run = new Function("exec", "json", `return (async () => {${script!.text}})()`) as (
        ...given: readonly unknown[]
      ) => Promise<void>;
      await run(exec, (given: unknown) => (answer = given));
      return answer;
    };
    call("create", "--agent", "other", "--name", "x");
    expect(await ask()).toMatchObject({ fire: false });
    call("create", "--agent", "coder", "--name", "x");
    expect(await ask()).toEqual({ fire: true, message: "1 pending" });
    call("start", "--agent", "coder");
    expect(await ask()).toMatchObject({ fire: false });
  });
});
