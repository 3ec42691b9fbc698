import { expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";

test("the step after a look at a queue on hold is to release it, for nothing of it starts", async () => {
  const { run } = commandLine({ env: { NO_COLOR: "1" }, isTerminal: true, columns: 80, rows: 24 });
  await run("create", "--agent", "coder", "--name", "Review");
  await run("hold", "--agent", "coder");
  const { stdout, stderr } = await run("list", "--agent", "coder");
  expect(stdout + stderr).toMatch(/agent-tasks release --agent coder$/m);
  expect(stdout + stderr).not.toContain("agent-tasks start");
});
