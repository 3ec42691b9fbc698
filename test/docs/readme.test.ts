import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CONFIG_KEYS } from "../../src/app/settings.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { emptyHome } from "../helpers/home.ts";
import { blocksOf, callsOf } from "./blocks.ts";
import { PROJECT, projectFile } from "../helpers/project.ts";

/** Ends the output of a command, where several are one session. */
const END = "--- end ---";

const ENGLISH = "README.md";
const CHINESE = "README.zh-CN.md";

describe.each([ENGLISH, CHINESE])("%s", (page) => {
  const text = projectFile(page);
  const blocks = blocksOf(page);

  test("every block does what it says, in an empty home, one after another", () => {
    const { shell } = emptyHome();
    shell('agent-tasks create --agent agent-coder --name "Fix the login" --priority 8'); // what was typed to install it
    const install = blocks.find(({ text: code }) => code.startsWith("npm ci"))?.heading;
    let count = 0;
    for (const block of blocks.filter(({ heading }) => heading !== install)) {
      if (block.language === "sh") {
        const { status, output } = shell(block.text);
        expect([block.text, status, output]).toEqual([block.text, 0, expect.any(String)]);
        count += 1;
      }
      if (block.language !== "console") continue;
      const calls = callsOf(block);
      const { output } = shell(calls.map(({ command }) => `${command}\nprintf %s '${END}'`).join("\n"));
      const outputs = output.split(END);
      for (const [n, call] of calls.entries())
        expect([call.command, atOnce(outputs[n] ?? "")]).toEqual([call.command, call.output]);
      count += calls.length;
    }
    expect(count).toBeGreaterThan(10);
  });

  test("every error code has its question, every exit status its line, every setting is there", () => {
    for (const [code, status] of Object.entries(EXIT_STATUS)) {
      expect(text).toContain(`\n### ${code}\n`);
      expect(text).toMatch(new RegExp(`\n\\| ${status} +\\| `));
    }
    for (const key of CONFIG_KEYS) expect(text).toContain(`\`${key}\``);
  });

  test("every file that it links to is there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect([link, existsSync(join(PROJECT, link))]).toEqual([link, true]);
  });
});

test("each shows every picture that is taken in its language", () => {
  const pictures = readdirSync(join(PROJECT, "docs", "pictures")).toSorted();
  expect(picturesIn(ENGLISH)).toEqual(pictures.filter((name) => name.endsWith(".en.svg")));
  expect(picturesIn(CHINESE)).toEqual(pictures.filter((name) => name.endsWith(".zh.svg")));
  expect(pictures.length).toBeGreaterThanOrEqual(8);
});

test("the READMEs are in step: the same sections, blocks and commands", () => {
  const [en, zh] = [blocksOf(ENGLISH), blocksOf(CHINESE)];
  const shape = (blocks: typeof en) =>
    blocks.map((block) => [
      block.language,
      block.language === "console" ? callsOf(block).length : block.text.split("\n").length,
    ]);
  expect(shape(zh)).toEqual(shape(en));
  expect(levelsOf(CHINESE)).toEqual(levelsOf(ENGLISH));
});

/** As if no time had passed: a machine may be slow. */
function atOnce(output: string): string {
  return output.replaceAll(/\b(oldest |running for |已执行 )\d+s/g, "$10s");
}

/** The levels of a page's headings, in their order. */
function levelsOf(page: string): readonly string[] {
  const text = projectFile(page);
  return [...text.matchAll(/^(##+) /gm)].map(([, level = ""]) => level);
}

function picturesIn(page: string): readonly (string | undefined)[] {
  return [...projectFile(page).matchAll(/!\[[^\]]+\]\(docs\/pictures\/([^)]+)\)/g)].map(([, name]) => name).toSorted();
}
