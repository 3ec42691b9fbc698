import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CONFIG_KEYS } from "../../src/app/settings.ts";
import { EXIT_STATUS } from "../../src/cli/exit-codes.ts";
import { emptyHome } from "../helpers/home.ts";
import { blocksOf, callsOf } from "./blocks.ts";

/** Ends the output of a command, where several are one session. */
const END = "--- end ---";

const PAGES = { en: "README.md", zh: "README.zh-CN.md" };

describe.each(Object.values(PAGES))("%s", (page) => {
  const text = readFileSync(fileURLToPath(new URL(`../../${page}`, import.meta.url)), "utf8");
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
      for (const [n, call] of calls.entries()) expect([call.command, outputs[n]]).toEqual([call.command, call.output]);
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
    for (const link of links) readFileOrFolder(link);
  });
});

test("the READMEs are in step: the same sections, blocks and commands", () => {
  const [en, zh] = [blocksOf(PAGES.en), blocksOf(PAGES.zh)];
  const shape = (blocks: typeof en) =>
    blocks.map((block) => [
      block.language,
      block.language === "console" ? callsOf(block).length : block.text.split("\n").length,
    ]);
  expect(shape(zh)).toEqual(shape(en));
  expect(levelsOf(PAGES.zh)).toEqual(levelsOf(PAGES.en));
});

/** The levels of a page's headings, in their order. */
function levelsOf(page: string): readonly string[] {
  const text = readFileSync(fileURLToPath(new URL(`../../${page}`, import.meta.url)), "utf8");
  return [...text.matchAll(/^(##+) /gm)].map(([, level = ""]) => level);
}

function readFileOrFolder(link: string): void {
  const path = fileURLToPath(new URL(`../../${link}`, import.meta.url));
  if (link.endsWith("/")) expect(readFileSync(`${path}README.md`, "utf8")).not.toBe("");
  else expect(readFileSync(path, "utf8")).not.toBe("");
}
