import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { BIN } from "../helpers/bin.ts";
import { PROJECT } from "../helpers/project.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** The skill's folder as `npm run build:skill` stages it, for all tests of a file. */
export function stagedSkill(): string {
  const workshop = mkdtempSync(join(tmpdir(), "agent-tasks-skill-"));
  beforeAll(() => {
    const script = join(PROJECT, "scripts", "skill.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, workshop], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });
  afterAll(() => rmSync(workshop, { recursive: true, force: true }));
  return join(workshop, "agent-task-list");
}

/** The skill in an agent's workspace, as a store copies it: files without a run bit, nothing that is hidden. */
export function copiedSkill(staged: string) {
  const home = temporaryFolder();
  const workspace = join(home, ".openclaw", "workspace");
  const folder = join(workspace, "skills", "agent-task-list");
  for (const name of readdirSync(staged, { recursive: true, withFileTypes: true })) {
    if (!name.isFile() || name.name.startsWith(".")) continue;
    const from = join(name.parentPath, name.name);
    const to = join(folder, from.slice(staged.length));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    chmodSync(to, 0o644);
  }
  const env = { HOME: home, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`, OPENCLAW_SHELL: "exec" };
  const spawn = (...args: readonly string[]) =>
    spawnSync(args[0]!, args.slice(1), { cwd: workspace, env, encoding: "utf8" });
  const run = (...args: readonly string[]) => {
    const { status, stdout } = spawn(...args);
    return { status, json: JSON.parse(stdout) as Record<string, unknown> };
  };
  const program = join(folder, "scripts", "agent-tasks.mjs");
  return {
    folder,
    workspace,
    call: (...args: readonly string[]) => run(process.execPath, program, ...args),
    /** What it prints, where that is no document. */
    text: (...args: readonly string[]) => spawn(process.execPath, program, ...args).stdout,
    /** The installed program, in the same place. */
    bin: (...args: readonly string[]) => run(process.execPath, BIN, ...args),
    python: (...args: readonly string[]) => run("python3", join(folder, "scripts", "task_manager.py"), ...args),
  };
}

/** Words of a line of shell that has no more than quotes. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}
