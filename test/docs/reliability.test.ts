import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type FindingProblem, SEVERITIES, isMendable } from "../../src/domain/finding.ts";
import { PROJECT, projectFile } from "../helpers/project.ts";

const PAGE = projectFile("docs/reliability.md");

const PROBLEMS = Object.keys(SEVERITIES) as FindingProblem[];

test("every finding of doctor has its line, its severity, and what a repair does", () => {
  const rows = [...PAGE.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(Object.fromEntries(rows.map(([, problem, severity]) => [problem, severity]))).toEqual(SEVERITIES);
  const forPeople = rows.filter(([, , , , repair]) => repair === "nothing").map(([, problem]) => problem);
  expect(forPeople.toSorted()).toEqual(PROBLEMS.filter((problem) => !isMendable(problem)).toSorted());
});

test("every test that it names is there", () => {
  const names = [...PAGE.matchAll(/\| `([a-z-]+)` +\|$/gm)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(8);
  for (const name of names)
    expect([name, filesOf(name).some((file) => existsSync(join(PROJECT, "test", "reliability", file)))]).toEqual([
      name,
      true,
    ]);
  for (const [, path = ""] of PAGE.matchAll(/`(test\/[\w/.-]+)`/g))
    expect([path, existsSync(join(PROJECT, path))]).toEqual([path, true]);
});

function filesOf(name: string): readonly string[] {
  return [`${name}.test.ts`, name, join("schedules", `${name}-bugs.test.ts`), `${name}-clock.test.ts`];
}
