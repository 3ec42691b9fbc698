import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { join } from "node:path";
import { PROJECT } from "../helpers/project.ts";

test("the reference of the command line is what the program says", () => {
  const script = join(PROJECT, "scripts", "reference.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});
