import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { helpZh } from "../../src/app/messages/help-zh.ts";
import { TOPICS } from "../../src/app/messages/topics.ts";
import { optionOf } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { bashLine, forBash } from "../../src/cli/completion/bash-line.ts";
import { flagsOf } from "../../src/cli/flags.ts";
import { type CommandLine, commandLine } from "../helpers/command-line.ts";

/** The values that are offered for the last word of a line. */
async function offered({ run }: CommandLine, ...words: string[]): Promise<readonly string[]> {
  const { stdout } = await run("__complete", "fish", "--", ...words);
  const [kind, ...lines] = stdout.trimEnd().split("\n");
  expect(kind).toBe("words");
  return lines.map((line) => line.split("\t")[0]!);
}

/** What bash puts in the place of the word at the end of a line. */
async function inBash({ run }: CommandLine, line: string): Promise<readonly string[]> {
  return (await run("__complete", "bash", line, " \t\n\"'@><=;|&(:")).stdout.trimEnd().split("\n").slice(1);
}

async function withTasks(): Promise<CommandLine> {
  const line = commandLine();
  const create = (agent: string, name: string, ...more: string[]) =>
    line.run("create", "--agent", agent, "--name", name, ...more);
  await create("coder", "One", "--tag", "needs review,big", "--group", "v2: big");
  await create("coder", "Two");
  await create("coder", "Three");
  await create("reviewer", "Four");
  await line.run("start", "--agent", "coder");
  await line.run("fail", "--agent", "coder", "--error", "no", "--final");
  await line.run("start", "--agent", "coder");
  return line;
}

describe("what is offered", () => {
  test("first: every command, and help", async () => {
    const names = COMMANDS.map(({ operation }) => operation.name);
    expect(await offered(commandLine(), "")).toEqual([...names, "help"]);
    expect(await offered(commandLine(), "help", "")).toEqual(
      expect.arrayContaining([...names, ...TOPICS, "AGENT_BUSY"]),
    );
    expect(await offered(commandLine(), "no-such-command", "x", "")).toEqual([...names, "help"]);
  });

  test.each(COMMANDS.map(({ operation }) => operation.name))("%s: all of its options, and no others", async (name) => {
    const command = COMMANDS.find(({ operation }) => operation.name === name);
    const options = flagsOf(command).map(({ parameter }) => optionOf(parameter));
    expect(await offered(commandLine(), name, "-")).toEqual([...options, "--help"]);
  });

  test("an option once, unless it may be said several times", async () => {
    const options = await offered(commandLine(), "create", "--agent", "coder", "--tag", "x", "--dry-run", "--");
    expect(options).not.toContain("--agent");
    expect(options).not.toContain("--dry-run");
    expect(options).toContain("--tag");
  });

  test.each([
    [
      ["query", "--status"],
      ["pending", "running", "completed", "failed", "cancelled"],
    ],
    [
      ["list", "--output"],
      ["json", "jsonl", "plain", "table"],
    ],
    [["--lang"], ["en", "zh"]],
    [
      ["graph", "--format"],
      ["text", "mermaid", "dot", "json"],
    ],
    [
      ["create", "--backoff"],
      ["fixed", "exponential"],
    ],
    [["config"], ["get", "set", "list"]],
    [
      ["config", "get"],
      ["output", "lang", "lock_timeout_ms", "keep_finished", "default_lease"],
    ],
    [
      ["config", "set", "lang"],
      ["en", "zh"],
    ],
    [["completion"], ["bash", "zsh", "fish"]],
    [["create", "--name"], []],
  ])("%j: the values that it takes", async (words, values) => {
    expect(await offered(commandLine(), ...words, "")).toEqual(values);
  });

  test("the agents of the root, wherever an agent is asked for", async () => {
    const line = await withTasks();
    expect(await offered(line, "start", "--agent", "")).toEqual(["coder", "reviewer"]);
    expect(await offered(line, "move", "--to-agent", "")).toEqual(["coder", "reviewer"]);
    expect(await offered(line, "list", "--agent=")).toEqual(["--agent=coder", "--agent=reviewer"]);
  });

  test("those tasks of which a command can make something", async () => {
    const line = await withTasks();
    const tasksFor = (command: string, ...more: string[]) => offered(line, command, ...more, "--task-id", "");
    expect(await tasksFor("start", "--agent", "coder")).toEqual(["task-003"]);
    expect(await tasksFor("complete", "--agent", "coder")).toEqual(["task-002"]);
    expect(await tasksFor("retry", "--agent", "coder")).toEqual(["task-001"]);
    expect(await tasksFor("get")).toEqual(["task-002", "task-003", "task-001", "task-004"]);
    expect(await offered(line, "wait", "--task-id", "task-001,")).toContain("task-001,task-003");
    expect(await offered(line, "create", "--agent", "coder", "--depends-on", "")).toContain("task-004");
  });

  test("tags and groups of the tasks", async () => {
    const line = await withTasks();
    expect(await offered(line, "query", "--tag", "")).toEqual(["big", "needs review"]);
    expect(await offered(line, "hold", "--group", "")).toEqual(["v2: big"]);
  });

  test("the root and the agent of the environment, or of the line", async () => {
    const { root } = await withTasks();
    const elsewhere = commandLine({ env: { AGENT_TASKS_AGENT: "reviewer" } });
    expect((await elsewhere.run("__complete", "fish", "--", "list", "--agent", "")).stdout).toBe("");
    expect(await offered(elsewhere, "list", "--root", root, "--agent", "")).toEqual(["coder", "reviewer"]);
    expect(await offered(elsewhere, `--root=${root}`, "start", "--task-id", "")).toEqual(["task-004"]);
  });

  test("what is said of it comes in the caller's language", async () => {
    const { stdout } = await commandLine().run("__complete", "fish", "--", "--lang", "zh", "sta");
    expect(stdout).toContain(`stats\t${helpZh.commands.stats}\n`);
  });

  test("no name that cannot be typed, and no control character of any text", async () => {
    const line = commandLine();
    await line.run("create", "--agent", "coder", "--name", "red \u001b[31m");
    const folder = join(line.root, "agents", "evil\u001b[31m");
    mkdirSync(folder);
    writeFileSync(join(folder, "task-list.json"), "{}");
    for (const words of [
      ["get", "--task-id", ""],
      ["list", "--agent", ""],
    ])
      // oxlint-disable-next-line no-control-regex
      expect((await line.run("__complete", "zsh", "--", ...words)).stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  test("nothing, without a word, where nothing can be known", async () => {
    const line = commandLine();
    expect(await line.run("__complete", "zsh", "--", "list", "--agent", "")).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(await line.run("__complete")).toMatchObject({ status: 0, stderr: "" });
    expect(await line.run("__complete", "tcsh", "x")).toMatchObject({ status: 0, stderr: "" });
  });

  test("settings that cannot be read do not matter", async () => {
    const line = await withTasks();
    writeFileSync(join(line.root, "config.json"), "{");
    expect(await offered(line, "list", "--agent", "")).toEqual(["coder", "reviewer"]);
  });
});

describe("bash", () => {
  test("gets what stands in the place of the word, up to where it is parted", async () => {
    const line = await withTasks();
    expect(await inBash(line, "agent-tasks crea")).toEqual(["create"]);
    expect(await inBash(line, "AGENT_TASKS_LANG=zh agent-tasks crea")).toEqual(["create"]);
    expect(await inBash(line, "agent-tasks list --agent=co")).toEqual(["coder"]);
    expect(await inBash(line, "agent-tasks hold --group v2")).toEqual([String.raw`v2:\ big`]);
    expect(await inBash(line, "agent-tasks hold --group v2:")).toEqual([String.raw`\ big`]);
    expect(await inBash(line, 'agent-tasks hold --group "v2: b')).toEqual(["v2: big"]);
    expect(await inBash(line, "agent-tasks query --tag needs\\ ")).toEqual([String.raw`needs\ review`]);
  });

  test.each([
    ["a 'b c' d", ["a", "b c", "d"]],
    ['a "b \\" \\$c" d\\ e', ["a", 'b " $c', "d e"]],
    ["a  b ", ["a", "b", ""]],
    ["", [""]],
    ["a 'open", ["a", "open"]],
  ])("a line is parted as bash parts it: %s", (line, words) => {
    expect(bashLine(line, "").words).toEqual(words);
  });

  test("what is escaped is read back as it was", () => {
    const hostile = `it's "so": $(x) \`y\` \\ ! ~ * 中文`;
    for (const [open, close] of [
      ["", ""],
      ["'", "'"],
      ['"', '"'],
    ] as const)
      expect(bashLine(`a ${open}${forBash(hostile, open)}${close}`, "").words).toEqual(["a", hostile]);
  });
});

test.each(["bash", "zsh", "fish"])("completion %s is a script, whatever format is asked for", async (shell) => {
  const { run } = commandLine();
  const { stdout, status } = await run("completion", shell);
  expect([status, stdout]).toEqual([0, expect.stringContaining(`__complete ${shell} `)]);
  for (const output of ["json", "jsonl", "plain", "table"])
    expect((await run("completion", shell, "--output", output)).stdout).toBe(stdout);
});

test("a shell for which there is no script is refused", async () => {
  const { status, json } = await commandLine().run("completion", "tcsh");
  expect([status, json["code"], json["choices"]]).toEqual([2, "INVALID_PARAMS", ["bash", "zsh", "fish"]]);
});

test("the command that shells ask is in no help", async () => {
  expect((await commandLine().run("help")).stdout).not.toContain("__complete");
});
