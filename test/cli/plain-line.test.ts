import fc from "fast-check";
import { expect, test } from "vitest";
import type { Command } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import { optionOf } from "../../src/cli/command.ts";
import { parseLine } from "../../src/cli/parse.ts";
import { plainFlags } from "../../src/cli/plain-line.ts";
import { refuseSwallowedOptions } from "../../src/cli/read-ahead.ts";

const VALUES = [
  "x",
  "",
  "-",
  "--",
  "-5",
  "--dry-run",
  "a=b",
  "--x=y",
  "-h",
  "help",
  "@file",
  "two words",
  "中文",
  "__proto__",
];

/** Lines as callers write them, and worse. */
const lines = fc.constantFrom(...COMMANDS).chain((command) => {
  const options = [
    ...flagsOf(command).map(({ parameter }) => optionOf(parameter)),
    "--task_id",
    "--nam",
    "-V",
    "--help",
  ];
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...options) },
    { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...options), fc.constantFrom(...VALUES)).map((pair) => pair.join("=")),
    },
    { weight: 1, arbitrary: fc.string() },
  );
  return fc.array(word, { maxLength: 7 }).map((words) => ({ command, argv: [command.operation.name, ...words] }));
});

test("what is read as a plain line, commander reads alike", () => {
  let plain = 0;
  fc.assert(
    fc.property(lines, ({ command, argv }) => {
      const flags = plainFlags(argv, command);
      if (!flags) return;
      plain += 1;
      refuseSwallowedOptions(argv, flagsOf(command));
      const call = parsed(argv, command);
      expect(call).toMatchObject({ kind: "call", words: {} });
      expect({ ...flags }).toEqual("flags" in call ? { ...call.flags } : undefined);
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(300);
});

test("ordinary lines are plain", () => {
  const linesOfADay = [
    ["create", "--agent", "coder", "--name", "Fix the login", "--priority=8", "--dry-run"],
    ["complete", "--agent", "coder", "--result", "-", "--root", "/x", "--output", "json"],
    ["list-all"],
    ["query", "--min-priority", "P1"],
  ];
  for (const argv of linesOfADay) {
    const command = COMMANDS.find(({ operation }) => operation.name === argv[0]);
    expect(command && plainFlags(argv, command), argv.join(" ")).toBeDefined();
  }
});

function parsed(argv: readonly string[], named: Command) {
  const options = {
    commands: COMMANDS,
    named,
    word: named.operation.name,
    version: "0",
    help: undefined,
    columns: undefined,
  };
  return parseLine(argv, options);
}
