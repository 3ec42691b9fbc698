import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { optionOf } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import { blocksOf } from "../docs/blocks.ts";
import { copiedSkill, stagedSkill, wordsOf } from "./staged-skill.ts";

const STAGED = stagedSkill();

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
    "string_decoder",
    "worker_threads",
    "zlib",
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
  for (const name of ["commander", "zod", "write-file-atomic"]) expect(licence).toContain(`\n${name} `);
});

test("every command and every flag is in references/commands.md", () => {
  const page = readFileSync(join(STAGED, "references", "commands.md"), "utf8");
  for (const command of COMMANDS) {
    expect(page).toContain(`\n## ${command.operation.name}\n`);
    for (const { parameter } of flagsOf(command)) expect(page).toContain(`  ${optionOf(parameter)}`);
  }
});

test("the trigger for OpenClaw fires when there is work, and only then", async () => {
  const { call, text } = copiedSkill(STAGED);
  const script = blocksOf("references/openclaw.md").find(({ language }) => language === "js");
  const exec = async ({ command }: { command: string }) => {
    const [, ...args] = wordsOf(command);
    return { aggregated: text(...args) };
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
  expect(await ask()).toEqual({
    fire: true,
    message: expect.stringMatching(/^WORK_NEEDED task-002 p5 "x" \(1 ready, oldest \d+s\)$/),
  });
  call("start", "--agent", "coder");
  expect(await ask()).toEqual({
    fire: true,
    message: expect.stringMatching(/^RESUME task-002 p5 "x" \(attempt 1, running \d+s, 0 ready\)$/),
  });
  call("complete", "--agent", "coder");
  expect(await ask()).toEqual({ fire: false, message: "NO_REPLY" });
});
