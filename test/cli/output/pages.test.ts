import { describe, expect, test } from "vitest";
import { shown, widthOf } from "../../../src/cli/output/width.ts";
import { commandLine } from "../../helpers/command-line.ts";

/** Names that would disturb a table: Chinese, emoji, marks, very long, colours, text that runs backwards. */
const NAMES = [
  "修复登录页面的问题，需要尽快处理，否则用户无法使用系统，影响很大",
  "Emoji 🚀 👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽 🇨🇳 done",
  `Marks e\u0301 ที่ ${"a\u0301\u0302\u0303\u0304\u0305\u0306".repeat(5)}`,
  "long ".repeat(100).trim(),
  "\u001b[31mred\u001b[0m \u202eevil",
];

// oxlint-disable-next-line no-control-regex
const COLOUR = /\u001b\[[\d;]*m/g;

async function inUse(columns: number, env: Record<string, string>) {
  const line = commandLine({ isTerminal: true, columns, env });
  for (const [n, name] of NAMES.entries())
    await line.run("create", "--agent", `agent-${n % 2}`, "--name", name, "--tag", "x", "--group", "发布组");
  await line.run("start", "--agent", "agent-0");
  await line.run("note", "--agent", "agent-0", "--message", NAMES[0] ?? "", "--progress", "40");
  await line.run("start", "--agent", "agent-1");
  await line.run("fail", "--agent", "agent-1", "--error", NAMES[3] ?? "");
  return line;
}

const PAGES: readonly (readonly string[])[] = [
  ["list", "--agent", "agent-0"],
  ["list", "--agent", "agent-1", "--absolute"],
  ["list", "--agent", "nobody"],
  ["list-all", "--utc"],
  ["query"],
  ["query", "--status", "failed", "--fields", "id,error_message,name"],
  ["history", "--agent", "agent-1"],
  ["get", "--task-id", "task-001"],
  ["get", "--task-id", "task-002"],
  ["log"],
  ["stats"],
  ["why", "--task-id", "task-003"],
  ["why", "--task-id", "task-001"],
  ["graph"],
  ["where"],
  ["doctor"],
  ["config", "list"],
  ["start", "--agent", "agent-0"],
  ["get", "--task-id", "task-999"],
  ["list", "--agnt", "x"],
  [],
];

describe.each([60, 80, 120, 200])("at %i columns", (columns) => {
  test.each(["en", "zh"])("no line is wider than the terminal, in %s", async (lang) => {
    const { run } = await inUse(columns, { AGENT_TASKS_LANG: lang });
    for (const page of PAGES) {
      const { stdout, stderr } = await run(...page);
      const lines = `${stdout}${stderr}`.split("\n").map((line) => line.replace(COLOUR, ""));
      const wide = lines.filter((line) => widthOf(line) > columns);
      expect([page, wide]).toEqual([page, []]);
      expect(lines.filter((line) => line !== shown(line))).toEqual([]);
    }
  });
});

test("columns begin where their titles do, whatever the names are", async () => {
  const { run } = await inUse(80, { NO_COLOR: "1" });
  const [title = "", ...rows] = (await run("query")).stdout.trimEnd().split("\n");
  const column = title.indexOf("AGENT");
  expect(rows).toHaveLength(NAMES.length);
  for (const row of rows) expect(row.slice(column)).toMatch(/^agent-[01]  /);
});

test("colours are for terminals that want them, and say nothing that words do not", async () => {
  const coloured = await (await inUse(80, {})).run("query");
  expect(coloured.stdout).toMatch(COLOUR);
  const plain = await (await inUse(80, { NO_COLOR: "1" })).run("query");
  expect(plain.stdout).not.toMatch(COLOUR);
  expect(coloured.stdout.replace(COLOUR, "")).toBe(plain.stdout);
  expect((await (await inUse(80, { TERM: "dumb" })).run("query")).stdout).not.toMatch(COLOUR);
});

test("--utc and --absolute exclude one another", async () => {
  const { run } = await inUse(80, {});
  expect((await run("query", "--utc", "--absolute")).status).toBe(2);
});
