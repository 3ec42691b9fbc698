import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "../docs/blocks.ts";
import { projectFile } from "../helpers/project.ts";
import { stagedSkill } from "./staged-skill.ts";

const STAGED = stagedSkill();
const SKILL = projectFile("SKILL.md");
const [, frontMatter = "", body = ""] = /^---\n([^]*?)\n---\n([^]*)$/.exec(SKILL) ?? [];
const fields = Object.fromEntries(
  frontMatter.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
);

test("its front matter is what OpenClaw reads", () => {
  expect(Object.keys(fields)).toEqual(["name", "description", "metadata"]);
  expect(fields["name"]).toBe("agent-task-list");
  expect(fields["description"]!.length).toBeLessThan(160);
  expect(fields["description"]).not.toMatch(/: |#/); // it would be YAML of another kind
  const { openclaw } = JSON.parse(fields["metadata"]!) as { openclaw: Record<string, unknown> };
  expect(openclaw).toMatchObject({
    emoji: expect.stringMatching(/./u),
    requires: { bins: ["node"] },
    install: [
      { id: "node", kind: "node", package: "agent-task-list", bins: ["agent-tasks"], label: expect.any(String) },
    ],
  });
});

test("is at most 120 lines and 4 kB, and the loop comes first", () => {
  expect(body.split("\n").length).toBeLessThanOrEqual(120);
  expect(Buffer.byteLength(SKILL)).toBeLessThanOrEqual(4096);
  expect([...body.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    "Work loop",
    "Other calls",
    "Traps",
  ]);
});

test("what it points to is in the skill's folder", () => {
  const paths = [...SKILL.matchAll(/\{baseDir\}\/([\w./-]+)/g)].map(([, path = ""]) => path);
  expect(paths).toContain("scripts/agent-tasks.mjs");
  for (const path of paths) expect(readFileSync(join(STAGED, path), "utf8")).not.toBe("");
});

test("its Chinese notes have the same sections, commands and names", () => {
  const chinese = projectFile("references/zh-CN.md");
  expect(commandsIn("references/zh-CN.md")).toEqual(commandsIn("SKILL.md"));
  expect(sectionsIn(chinese)).toEqual(sectionsIn(body));
  expect([...namesIn(body)].filter((name) => !namesIn(chinese).has(name))).toEqual([]);
});

function commandsIn(page: string) {
  return blocksOf(page).map(({ language, text }) => [language, text.replaceAll(/ +#.*$/gm, "")]);
}

function sectionsIn(text: string) {
  return [...text.matchAll(/^(#+) /gm)].map(([, level]) => level);
}

function namesIn(text: string) {
  return new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, name = ""]) => name.split(" --lang")[0]));
}
