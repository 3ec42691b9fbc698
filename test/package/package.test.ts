import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf } from "../docs/blocks.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { PROJECT, projectFile } from "../helpers/project.ts";

const TOOLS = join(PROJECT, "node_modules", ".bin");
const { version } = JSON.parse(projectFile("package.json")) as { version: string };
/** Further versions of Node, as paths of programs: .ci/run brings them. */
const OTHER_NODES = (process.env["AGENT_TASKS_TEST_NODES"] ?? "").split(":").filter((path) => path !== "");
const NODES = [process.execPath, ...OTHER_NODES];

const workshop = mkdtempSync(join(tmpdir(), "agent-tasks-package-"));
afterAll(() => rmSync(workshop, { recursive: true, force: true }));
const clone = join(workshop, "clone");
const home = join(workshop, "home");
const prefix = join(workshop, "prefix");
const installed = join(prefix, "lib", "node_modules", "agent-task-list");

/** Runs a program with nothing of this environment but the PATH. */
function run(cwd: string, program: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const path = `${join(prefix, "bin")}:${dirname(process.execPath)}:${process.env["PATH"]}`;
  const env = { HOME: home, PATH: path, npm_config_prefix: prefix, npm_config_cache: join(home, ".npm") };
  return spawnSync(program, args, { cwd, env, encoding: "utf8", timeout: 300_000 });
}

function succeed(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run(cwd, program, ...args);
  expect([[program, ...args], status, status === 0 ? "" : stdout + stderr]).toEqual([[program, ...args], 0, ""]);
  return stdout;
}

// The tree as it stands, in a clone: the README's commands for installing run there, one after another.
beforeAll(() => {
  mkdirSync(home, { recursive: true });
  mkdirSync(clone);
  const files = succeed(PROJECT, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  const tar = spawnSync("sh", ["-c", `tar --null -T - -cf - | tar -xf - -C ${clone}`], { cwd: PROJECT, input: files });
  expect(tar.status).toBe(0);
  symlinkSync(join(PROJECT, "node_modules"), join(clone, "node_modules"));
  const [first, ...others] = blocksOf("README.md").filter(({ heading }) => heading === "Install");
  expect(first!.text).toMatch(/^npm ci && npx agent-tasks create .*\nnpm ci && npm test\n$/); // these two: see .ci/run
  expect(others).toHaveLength(2);
  for (const { text } of others) succeed(clone, "bash", "-ec", text);
}, 300_000);

describe("the installed program", () => {
  test("works from the first task to the first list, in an empty home", () => {
    expect(succeed(home, "agent-tasks", "--version")).toBe(`${version}\n`);
    succeed(home, "agent-tasks", "create", "--agent", "coder", "--name", "x");
    expect(JSON.parse(succeed(home, "agent-tasks", "list", "--agent", "coder"))).toMatchObject({
      totals: { pending: 1 },
    });
  });

  test("the tarball has what it needs, and nothing that runs by itself", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Record<string, object>;
    expect(Object.keys(manifest["dependencies"] ?? {})).toEqual([]);
    expect(Object.keys(manifest["scripts"]!).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
    for (const page of [
      "README.md",
      "README.zh-CN.md",
      "SKILL.md",
      "LICENSE",
      "lib/THIRD-PARTY-LICENSES",
      "docs/cli.md",
    ]) {
      expect([page, existsSync(join(installed, page))]).toEqual([page, true]);
    }
    expect(readdirSync(join(installed, "lib")).toSorted()).toEqual(["THIRD-PARTY-LICENSES", "index.d.ts", "index.js"]);
  });

  test("its manual page lies where man looks", () => {
    expect(readFileSync(join(prefix, "share", "man", "man1", "agent-tasks.1"), "utf8")).toBe(
      projectFile("man/agent-tasks.1"),
    );
  });

  test("the skill that was copied beside it is whole", () => {
    const skill = join(home, ".openclaw", "skills", "agent-task-list");
    const { stdout } = run(
      home,
      process.execPath,
      join(skill, "scripts", "agent-tasks.mjs"),
      "list",
      "--agent",
      "coder",
    );
    expect(JSON.parse(stdout)).toMatchObject({ totals: { pending: 1 } });
  });

  test.skipIf(OTHER_NODES.length === 0)(
    "runs on other versions of Node (skipped: AGENT_TASKS_TEST_NODES names none)",
    () => {
      const versions = OTHER_NODES.map((node) => succeed(home, node, "--version").split(".")[0]);
      expect(versions).toEqual(["v22", "v24"]);
    },
  );
});

describe.each(NODES)("with %s", (node) => {
  test.each([
    ["the program", join(installed, "bin", "agent-tasks.js")],
    ["the skill", join(home, ".openclaw", "skills", "agent-task-list", "scripts", "agent-tasks.mjs")],
  ])("%s works a day", (_, program) => {
    const root = join(temporaryFolder(), "root");
    const call = (...args: readonly string[]) => {
      const { stdout, status } = run(home, node, program, ...args, "--agent", "coder", "--root", root);
      return { status, ...(JSON.parse(stdout) as object) };
    };
    expect(call("create", "--name", "x", "--priority", "P1")).toMatchObject({
      status: "success",
      task: { priority: 7 },
    });
    expect(call("start")).toMatchObject({ task: { status: "running" } });
    expect(call("fail", "--error", "no")).toMatchObject({ status: "success" });
    expect(call("start")).toMatchObject({ code: "QUEUE_EMPTY" });
    expect(call("history")).toMatchObject({ history: [{ name: "x", error_message: "no" }] });
    expect(call("list", "--limit", "x")).toMatchObject({ code: "INVALID_PARAMS" });
    expect(run(home, node, program, "schema", "list").status).toBe(0);
    expect(run(home, node, program, "help", "--lang", "zh").stdout).toContain("示例");
  });

  test("the library works for CommonJS and for ES modules", () => {
    const folder = userOf();
    const readme = blocksOf("README.md").find(({ language }) => language === "js");
    writeFileSync(join(folder, "user.cjs"), readme!.text);
    expect(succeed(folder, node, "user.cjs")).toBe("QUEUE_EMPTY Agent coder has no pending task.\n");
    writeFileSync(
      join(folder, "user.mjs"),
      `import { openTaskRoot, TaskListError, explainError } from "agent-task-list";
const tasks = openTaskRoot("queues", { operator: "test" });
const { task_id } = (await tasks.create({ agent: "a", name: "x" })).tasks[0];
const wrong = await tasks.create({ agent: "a" }).catch((error) => error);
console.log(task_id, wrong instanceof TaskListError, wrong.code, (await explainError(wrong, "zh")).error);
`,
    );
    expect(succeed(folder, node, "user.mjs")).toBe("task-002 true INVALID_PARAMS 缺少 name\n");
  });
});

/** A package of a user, who has installed the tarball. */
function userOf(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "package.json"), "{}");
  const tarball = join(clone, `agent-task-list-${version}.tgz`);
  succeed(folder, "npm", "install", "--no-audit", "--no-fund", tarball);
  return folder;
}

function programWith(lines: string): string {
  return `import { openTaskRoot, type Task, type TaskRoot } from "agent-task-list";
const tasks: TaskRoot = openTaskRoot("queues", { lockTimeoutMs: 100 });
export async function work(): Promise<Task> {
${lines}
}
`;
}

describe("the types", () => {
  test("a program is checked by them, and a wrong one is refused", () => {
    const folder = userOf();
    const check = (name: string, lines: string) => {
      writeFileSync(join(folder, name), programWith(lines));
      const options = ["--noEmit", "--strict", "--module", "node16", "--target", "es2022"];
      return run(folder, join(TOOLS, "tsc"), ...options, name);
    };
    const right =
      'const { task } = await tasks.start({ agent: "a" }, { dryRun: true });\nawait tasks.stats();\nreturn task;';
    expect(check("right.mts", right).stdout).toBe("");
    expect(check("right.cts", right).stdout).toBe("");
    expect(check("wrong.mts", 'const { task } = await tasks.start({ agnet: "a" });\nreturn task;').stdout).toContain(
      "agnet",
    );
    expect(check("wrong.mts", 'return (await tasks.get({ task_id: "t" })).task.priority;').stdout).toContain("number");
  });

  test("publint and are-the-types-wrong are content", () => {
    const tarball = join(clone, `agent-task-list-${version}.tgz`);
    expect(succeed(clone, join(TOOLS, "publint"), "run", "--strict", tarball)).toContain("All good!");
    expect(succeed(clone, join(TOOLS, "attw"), tarball)).toContain("No problems found");
  });
});
