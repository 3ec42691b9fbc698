// Writes docs/cli.md out of what the program says of itself: `npm run docs`. With --check it only says whether it is so.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const file = `${project}docs/cli.md`;

const general = help();
const commands = general
  .slice(general.indexOf("\nCommands:"), general.indexOf("\nExamples:"))
  .matchAll(/^ {2}([a-z-]+) {2,}/gm);

const text = [
  "# Command line reference",
  "",
  "Made by `npm run docs` from the program's own help; a test compares the two. What each command prints:",
  "[json-output.md](json-output.md).",
  "",
  fenced(general),
  ...[...commands].flatMap(([, name]) => [`## ${name}`, "", fenced(help(name))]),
].join("\n");

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write("docs/cli.md is not what the program says: run `npm run docs`\n");
  process.exitCode = 1;
}

function help(...command) {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [`${project}bin/agent-tasks.js`, ...command, "--help"],
    {
      encoding: "utf8",
      env: { PATH: process.env.PATH, AGENT_TASKS_LANG: "en" },
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function fenced(output) {
  return `\`\`\`text\n${output.trimEnd()}\n\`\`\`\n`;
}
