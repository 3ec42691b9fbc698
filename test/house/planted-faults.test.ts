import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT } from "../helpers/project.ts";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

// A rule that nobody can break is of no use, and one that nobody notices is worse: each is broken here once.

const LAYERS: Record<string, Record<string, string>> = {
  "domain-stands-alone": {
    "src/domain/fault.ts": 'import { hostname } from "node:os";\nexport const name = hostname();\n',
  },
  "store-knows-domain-only": { "src/store/fault.ts": 'export { createTask } from "../app/create-task.ts";\n' },
  "app-opens-stores-in-one-place": { "src/app/fault.ts": 'export { memoryStore } from "../store/memory.ts";\n' },
  "open-app-goes-through-open-store": {
    "src/app/open-app.ts": 'export { fileStore } from "../store/file/store.ts";\n',
  },
  "app-is-below-the-front-ends": { "src/app/fault.ts": 'export { EXIT_STATUS } from "../cli/exit-codes.ts";\n' },
  "front-ends-go-through-operations": { "src/cli/fault.ts": 'export { openStore } from "../store/open-store.ts";\n' },
  "front-ends-do-not-know-one-another": {
    "src/http/fault.ts": 'export { EXIT_STATUS } from "../cli/exit-codes.ts";\n',
  },
  "files-have-their-rooms": { "src/app/fault.ts": 'export { readFileSync } from "node:fs";\n' },
  "commander-is-of-the-cli": { "src/app/fault.ts": 'export { Command } from "commander";\n' },
  "hot-commands-start-without-zod": { "src/app/fault.ts": 'export { Task } from "../domain/task.ts";\n' },
  "no-cycles": {
    "src/domain/fault.ts": 'import { b } from "./fault-b.ts";\nexport const a = () => b;\n',
    "src/domain/fault-b.ts": 'import { a } from "./fault.ts";\nexport const b = () => a;\n',
  },
  "no-drawers": {
    "src/domain/utils.ts": "export const a = 1;\n",
    "src/domain/fault.ts": 'export { a } from "./utils.ts";\n',
  },
  "no-orphan-imports": { "src/domain/fault.ts": 'export { a } from "./nowhere.ts";\n' },
};

test("the layers hold as they are", () => {
  expect(brokenRules(projectWith({}))).toEqual([]);
});

test.each(Object.keys(LAYERS))("the rule %s is noticed when it is broken", (rule) => {
  expect(brokenRules(projectWith(LAYERS[rule]!))).toContain(rule);
});

test("every layer rule has its planted fault here", () => {
  const config = spawnSync(process.execPath, [
    "-p",
    `JSON.stringify(require(${JSON.stringify(join(PROJECT, ".dependency-cruiser.cjs"))}).forbidden.map(r => r.name))`,
  ]);
  expect(JSON.parse(config.stdout.toString())).toEqual(Object.keys(LAYERS));
});

test("a lost promise is noticed, in each of its guises", () => {
  const folder = projectWith({
    "src/app/fault.ts": `
      async function write(): Promise<void> {}
      export function forgotten(): void { write(); }
      export function inALoop(names: string[]): void { names.forEach(async () => { await write(); }); }
      export function asACondition(): string { if (write()) return "always"; return "never"; }
      export async function halfWay(): Promise<void> { write().then(() => undefined); }
      export function asACallback(): void { setTimeout(write, 1); }
    `,
  });
  const lint = run("oxlint", ["--type-aware", "-f", "unix", "src/app/fault.ts"], folder);
  expect(lint.status).not.toBe(0);
  const lines = lint.stdout.split("\n").filter((line) => /no-floating-promises|no-misused-promises/.test(line));
  expect(new Set(lines.map((line) => Number(line.split(":")[1])))).toEqual(new Set([3, 4, 5, 6, 7]));
});

/** A copy of what the checks read, with some files put in. */
function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const name of [
    "src",
    "package.json",
    "tsconfig.json",
    ".dependency-cruiser.cjs",
    ".oxlintrc.json",
    ".gitignore",
  ]) {
    cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function brokenRules(folder: string): string[] {
  const { stdout } = run("depcruise", ["src", "--config", ".dependency-cruiser.cjs", "--output-type", "json"], folder);
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string } }[] };
  };
  expect(summary.totalCruised).toBeGreaterThan(50);
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
}

function run(tool: string, args: readonly string[], cwd: string): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(join(PROJECT, "node_modules", ".bin", tool), args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout };
}
