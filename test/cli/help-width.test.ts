import { describe, expect, test } from "vitest";
import { TOPICS } from "../../src/app/messages/topics.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { widthOf } from "../../src/cli/output/width.ts";
import { commandLine } from "../helpers/command-line.ts";

const PAGES = [
  [],
  ...COMMANDS.map(({ operation }) => [operation.name]),
  ...TOPICS.map((topic) => [topic]),
  ...Object.keys(EXIT_STATUS).map((code) => [code]),
];

describe.each(["en", "zh"])("help in %s", (lang) => {
  test.each([60, 80, 120])("is never wider than a terminal of %i columns", async (columns) => {
    const { run } = commandLine({ columns });
    for (const page of PAGES) {
      const { stdout } = await run("help", ...page, "--lang", lang);
      expect([page, stdout.split("\n").filter((line) => widthOf(line) > columns)]).toEqual([page, []]);
    }
  });

  test.each([60, 80, 120])("says the same in %i columns as anywhere", async (columns) => {
    const [there, anywhere] = [commandLine({ columns }), commandLine()];
    for (const page of PAGES) {
      const line = ["help", ...page, "--lang", lang];
      const [narrow, wide] = [await there.run(...line), await anywhere.run(...line)];
      expect([page, lettersOf(narrow.stdout)]).toEqual([page, lettersOf(wide.stdout)]);
    }
  });

  test("Chinese punctuation that ends a sentence does not begin a line", async () => {
    const { run } = commandLine({ columns: 60 });
    for (const page of PAGES) {
      const { stdout } = await run("help", ...page, "--lang", lang);
      expect([page, stdout.split("\n").filter((line) => /^\s*[，。、：；？！）]/u.test(line))]).toEqual([page, []]);
    }
  });
});

test("an example that is broken is still one command for a shell", async () => {
  const { stdout } = await commandLine({ columns: 60 }).run("help", "create");
  expect(stdout).toContain(
    `  agent-tasks create --agent coder --name "Fix the login" \\\n      --priority 8 --description @report.md\n`,
  );
});

test("a combining mark takes no column, a Chinese character two", () => {
  expect([widthOf("e\u0301"), widthOf("中文"), widthOf("a\u200bb")]).toEqual([1, 4, 2]);
});

/** Everything but spaces, and the backslashes that join lines. */
function lettersOf(text: string): string {
  return text.replaceAll(/\\\n|\s/g, "");
}
