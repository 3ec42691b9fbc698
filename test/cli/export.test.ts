import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { filesIn } from "../helpers/files.ts";
import { fillRoot } from "../helpers/full-root.ts";

const CODER = ["--agent", "coder"];

async function withTasks(...names: readonly string[]) {
  const line = commandLine();
  for (const name of names) await line.run("create", ...CODER, "--name", name);
  return line;
}

/** The records of a CSV text, as RFC 4180 has them. */
function recordsOf(csv: string): readonly (readonly string[])[] {
  return csv
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
        ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    );
}

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("x","y")'])(
  "no cell of a CSV is a formula: %j is a text",
  async (name) => {
    const { run } = await withTasks(name, "plain");
    const [head = [], first = [], second = []] = recordsOf((await run("export", "--format", "csv")).stdout);
    expect(head.slice(0, 4)).toEqual(["id", "name", "description", "status"]);
    expect(first[1]).toMatch(/^'/);
    expect(first).toHaveLength(head.length);
    expect(second[1]).toBe("plain");
  },
);

test("a CSV is RFC 4180: quotes, commas and lines stay within their cells, and nothing steers a terminal", async () => {
  const { run } = await withTasks('a "b", c', "任务 👩‍💻");
  await run("edit", ...CODER, "--task-id", "task-001", "--description", "one\ntwo\u0007\u202e");
  const { stdout } = await run("export", "--format", "csv");
  const [, first = [], second = []] = recordsOf(stdout);
  expect(first.slice(0, 3)).toEqual(["task-001", 'a "b", c', "one\\u000atwo\\u0007\\u202e"]);
  expect(second[1]).toBe("任务 👩‍💻");
});

test("Markdown is a table for each agent, and text of others stays text", async () => {
  const { run } = await withTasks("a | b <img src=x> [x](javascript:1) *b* `c`");
  await run("create", "--agent", "other", "--name", "y");
  const { stdout } = await run("export", "--format", "md");
  const lines = stdout.split("\n");
  expect(lines.filter((line) => line.startsWith("## "))).toEqual(["## coder", "## other"]);
  const row = lines.find((line) => line.startsWith("| task-001")) ?? "";
  expect(row).toContain("a \\| b &lt;img src=x&gt; \\[x\\]\\(javascript:1\\) \\*b\\* \\`c\\`");
  expect(row.replaceAll("\\|", "").match(/\|/g)).toHaveLength(8);
});

test("without a file the export itself is what is printed, in one line for each task", async () => {
  const { run } = await withTasks("a", "b");
  for (const output of [[], ["--output", "json"], ["--output", "table"]]) {
    const { stdout, json } = await run("export", ...output);
    expect(json).toMatchObject({ format: "agent-task-list-export", version: 1, last_id: 2 });
    expect(stdout.split("\n").filter((line) => line.startsWith('{"id"'))).toHaveLength(2);
  }
  expect((await run("export", "--format", "jsonl")).stdout.split("\n")).toHaveLength(3);
});

test("a file is written for its owner alone, and says what is in it", async () => {
  const { run, root } = await withTasks("a", "b");
  const file = join(root, "..", "out.json");
  const { json } = await run("export", "--file", file);
  const { mode, size } = statSync(file);
  expect(json).toEqual({ status: "success", file, format: "json", tasks: 2, agents: 1, events: 2, bytes: size });
  expect(mode & 0o777).toBe(0o600);
  expect(readdirSync(join(root, ".."))).toEqual(["out.json", "root"]);
});

test("a file that is there is not replaced, unless somebody says so", async () => {
  const { run, root } = await withTasks("a");
  const file = join(root, "..", "out.json");
  writeFileSync(file, "mine");
  expect(await run("export", "--file", file)).toMatchObject({
    status: 2,
    json: { problem: "file_exists", path: file },
  });
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect((await run("export", "--file", file, "--force")).status).toBe(0);
  expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("tasks");
});

test("a file where it cannot be written is an error that leaves nothing", async () => {
  const { run, root } = await withTasks("a");
  expect(await run("export", "--file", join(root, "no", "out.json"))).toMatchObject({
    status: 1,
    json: { code: "IO_ERROR", reason: "ENOENT" },
  });
});

test("an export reads without a lock, and writes nothing", async () => {
  const line = commandLine();
  await fillRoot(line);
  const before = filesIn(line.root);
  for (const format of ["json", "jsonl", "csv", "md"])
    expect((await line.run("export", "--format", format)).status).toBe(0);
  expect(filesIn(line.root)).toEqual(before);
});

test("one agent's export has its lists, tasks and keys, and no journal", async () => {
  const line = commandLine();
  await fillRoot(line);
  const { json } = await line.run("export", "--agent", "REVIEWER-2");
  expect(json).toMatchObject({ agents: [{ agent_id: "reviewer-2" }], keys: [] });
  expect((json["tasks"] as readonly { id: string }[]).map(({ id }) => id).toSorted()).toEqual(["task-004", "task-005"]);
  expect(json).not.toHaveProperty("events");
});

test("since a time only those tasks are exported to which something has happened", async () => {
  const { run } = await withTasks("a");
  expect((await run("export", "--since", "1h", "--format", "jsonl")).stdout).toContain("task-001");
  expect((await run("export", "--since", "2999-01-01", "--format", "jsonl")).stdout).toBe("");
  expect((await run("export", "--since", "2999-01-01")).json).not.toHaveProperty("events");
});

test("a root that is not there is an error, never an empty export", async () => {
  expect(await commandLine().run("export")).toMatchObject({ status: 1, json: { code: "IO_ERROR" } });
});
