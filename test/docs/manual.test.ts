import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { optionOf } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import { PROJECT, projectFile } from "../helpers/project.ts";

// That the page is what `npm run docs` makes, test/docs/cli.test.ts says.

const PAGE = join(PROJECT, "man", "agent-tasks.1");

const has = (program: string) => spawnSync(program, ["--version"]).error === undefined;
const testWith = (program: string) => (has(program) ? test : test.skip);
const named = (program: string, fact: string) => (has(program) ? fact : `${fact} (skipped: no ${program})`);

testWith("groff")(named("groff", "groff finds nothing to warn of"), () => {
  const { status, stderr } = spawnSync("groff", ["-ww", "-man", "-Tutf8", "-z", PAGE], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

testWith("man").each([80, 120])(named("man", "the page fits %i columns, and breaks no word"), (columns) => {
  const page = shown(columns);
  expect(page.split("\n").filter((line) => line.length > columns)).toEqual([]);
  expect(page).not.toMatch(/‐$/m);
});

testWith("man")(named("man", "every command, option and error stands in the page as it is typed"), () => {
  const page = shown(120);
  for (const { operation } of COMMANDS) expect(page).toContain(`agent-tasks ${operation.name}`);
  for (const { parameter } of COMMANDS.flatMap(flagsOf)) expect(page).toContain(optionOf(parameter));
  for (const code of Object.keys(EXIT_STATUS)) expect(page).toContain(`\n       ${code} (`);
  expect(page).toContain(`--metadata '{"ticket":"LOGIN-7","draft":null}'`);
});

test("the package says where its manual page is", () => {
  const { man, files } = JSON.parse(projectFile("package.json")) as { man: string[]; files: string[] };
  expect([man, files]).toEqual([["./man/agent-tasks.1"], expect.arrayContaining(["man"])]);
});

/** The page as a reader has it before them. */
function shown(columns: number): string {
  const env = { PATH: process.env["PATH"] ?? "", MANWIDTH: String(columns), LANG: "C.UTF-8", TERM: "dumb" };
  const { stdout, stderr, status } = spawnSync("man", ["--warnings", "-l", PAGE], { encoding: "utf8", env });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}
