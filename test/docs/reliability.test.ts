import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SEVERITIES, isMendable } from "../../src/domain/finding.ts";
import { PROJECT, projectFile } from "../helpers/project.ts";

const PAGE = projectFile("docs/reliability.md");

test("every finding of doctor has its line, its severity, and what a repair does", () => {
  const rows = [...PAGE.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(Object.fromEntries(rows.map(([, problem, severity]) => [problem, severity]))).toEqual(SEVERITIES);
  const forPeople = rows.filter(([, , , , repair]) => repair === "nothing").map(([, problem]) => problem);
  const isForPeople = (problem: string) => !isMendable(problem as keyof typeof SEVERITIES);
  expect(forPeople.toSorted()).toEqual(Object.keys(SEVERITIES).filter(isForPeople).toSorted());
});

test("every test that it names is there", () => {
  const names = [...PAGE.matchAll(/\| `([a-z-]+)` +\|$/gm)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(8);
  const files = (name: string) => [
    `${name}.test.ts`,
    name,
    join("schedules", `${name}-bugs.test.ts`),
    `${name}-clock.test.ts`,
  ];
  for (const name of names)
    expect([name, files(name).some((file) => existsSync(join(PROJECT, "test", "reliability", file)))]).toEqual([
      name,
      true,
    ]);
  for (const [, path = ""] of PAGE.matchAll(/`(test\/[\w/.-]+)`/g))
    expect([path, existsSync(join(PROJECT, path))]).toEqual([path, true]);
});
