import { describe, expect, test } from "vitest";
import { TOPICS } from "../../src/app/messages/topics.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { commandLine } from "../helpers/command-line.ts";

const CODER = ["--agent", "coder"];

/** The length of the longest line, examples left out: nobody wants those broken. */
function widest(text: string): number {
  const lines = text.split("\n").filter((line) => !/^ {2}agent-tasks /.test(line));
  return Math.max(...lines.map(({ length }) => length));
}

describe("help", () => {
  test("is the same page wherever the word and options stand", async () => {
    const { run } = commandLine();
    const page = (await run("help")).stdout;
    expect(page).not.toContain("Commands:");
    for (const line of [
      ["--help"],
      ["help", "--output", "json"],
      ["--lang", "en", "help"],
      ["help", "-h"],
      ["help", "help"],
    ]) {
      expect([line, (await run(...line)).stdout]).toEqual([line, page]);
    }
    const own = (await run("help", "create")).stdout;
    for (const line of [
      ["create", "-h"],
      ["--lang", "en", "help", "create"],
      ["help", "--output", "json", "create"],
      ["create", "--xyz", "-h"],
    ]) {
      expect([line, (await run(...line)).stdout]).toEqual([line, own]);
    }
  });

  test("fits the terminal", async () => {
    expect(widest((await commandLine({ columns: 80 }).run("help", "create")).stdout)).toBeLessThanOrEqual(80);
    expect(widest((await commandLine({ columns: 300 }).run("help", "create")).stdout)).toBeLessThanOrEqual(100);
  });

  test("every page and every error code is there, in both languages", async () => {
    const { run } = commandLine();
    for (const page of [...TOPICS, ...Object.keys(EXIT_STATUS)]) {
      const [en, zh] = [await run("help", page), await run("help", page, "--lang", "zh")];
      expect([page, en.status, zh.status]).toEqual([page, 0, 0]);
      expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
      expect(zh.stdout).toMatch(/\p{Script=Han}/u);
    }
    expect((await run("help", "agent-busy")).stdout).toBe((await run("help", "AGENT_BUSY")).stdout);
  });

  test("the page of exit statuses names every code at its status", async () => {
    for (const lang of ["en", "zh"]) {
      const { stdout } = await commandLine().run("help", "exit-codes", "--lang", lang);
      const lines = stdout.split("\n");
      for (const [code, status] of Object.entries(EXIT_STATUS)) {
        expect(lines.find((line) => line.includes(code))).toMatch(new RegExp(`^ {2}${status} `));
      }
    }
  });

  test("every hint names the page of its error", async () => {
    const { run } = commandLine();
    expect((await run("start", ...CODER)).json["hint"]).toMatch(/ \(more: agent-tasks help IO_ERROR\)$/);
    expect((await run("start", ...CODER, "--lang", "zh")).json["hint"]).toMatch(/（详情：agent-tasks help IO_ERROR）$/);
  });

  test.each([
    [["creat"], "create"],
    [["add", "--agent", "x"], "create"],
    [["done"], "complete"],
    [["it's"], undefined],
    [["crate", "--help"], "create"],
    [["next"], "start"],
    [["help", "finish"], "complete"],
    [["help", "exit-code"], "exit-codes"],
    [["help", "agent_busyy"], undefined],
    [["create", "--title", "x"], "--name"],
    [["complete", "--reason", "x"], "--result"],
    [["fail", "--reason", "x"], "--error"],
    [["get", "--id", "task-001"], "--task-id"],
    [["list", "--agnet", "x"], "--agent"],
    [["list", "--xyz"], undefined],
    [["environment"], "help environment"],
    [["AGENT_BUSY"], "help AGENT_BUSY"],
    [["help", "enviroment"], "environment"],
  ])("%j: did you mean %s?", async (argv, meant) => {
    const { json, status } = await commandLine().run(...argv);
    expect(status).toBe(2);
    expect((json["choices"] as string[] | undefined)?.[0]).toBe(meant);
  });

  test.each([
    [["config", "get", "langg"], "lang"],
    [["config", "sett", "lang", "en"], "set"],
    [["list", "--output", "tabel"], "table"],
    [["query", "--status", "complete"], "completed"],
    [["schema", "creat"], "create"],
  ])("%j: the hint asks for %s, in both languages", async (argv, meant) => {
    const { run } = commandLine();
    expect((await run(...argv, "--lang", "en")).json["hint"]).toContain(`Did you mean ${meant}?`);
    expect((await run(...argv, "--lang", "zh")).json["hint"]).toContain(`您是否想用 ${meant}？`);
  });

  test("what is wrong with a call of a command sends to the help of that command", async () => {
    const { json } = await commandLine().run("list", "--xyz");
    expect(json["hint"]).toContain("agent-tasks list --help");
  });

  test("help is text, whatever the format", async () => {
    const { run } = commandLine({ env: { AGENT_TASKS_OUTPUT: "json" } });
    const whole = await run("help");
    expect(whole).toMatchObject({ status: 0, stderr: "" });
    expect(whole.stdout).toMatch(
      /^Examples:\n {2}agent-tasks create .*\n\nUsage: agent-tasks <command> \[options\]\n/s,
    );
    expect((await run("--help")).stdout).toBe(whole.stdout);
    const own = await run("create", "--help");
    expect(own.stdout).toMatch(/^Examples:\n {2}agent-tasks create .*--priority <1-10>/s);
    expect((await run("help", "create")).stdout).toBe(own.stdout);
    expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("every flag of every command has its help", async () => {
    const { run } = commandLine();
    const names = [...(await run("help")).stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((match) => match[1]!);
    expect(names).toContain("create");
    for (const name of names) {
      const { stdout } = await run(name, "--help");
      const flags = stdout.split("\n").filter((line) => /^ {2}--/.test(line));
      expect(flags.filter((line) => !/^ {2}--\S+( <.*?>)? {2,}\S/.test(line))).toEqual([]);
    }
  });
});
