import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine } from "../helpers/command-line.ts";
import { workingCoder } from "../helpers/working-coder.ts";

const CODER = ["--agent", "coder"];

describe("prime", () => {
  test("is at most 60 lines, however much there is, and steers no terminal", async () => {
    const { run, root } = await workingCoder();
    for (let n = 0; n < 30; n += 1) mkdirSync(join(root, "agents", `agent-${n}`));
    for (const lang of ["en", "zh"]) {
      const { stdout } = await run("prime", ...CODER, "--lang", lang);
      expect(stdout.split("\n").length).toBeLessThanOrEqual(60);
      expect(stdout).toContain("agent-tasks start --agent coder");
      expect(stdout).toContain('task-003, "next\\n'.replace(", ", lang === "zh" ? "，" : ", "));
      expect(stdout).not.toContain("<agent>");
    }
  });

  test("a root that cannot be seen is no empty queue", async () => {
    const { stdout, status } = await commandLine().run("prime", ...CODER);
    expect(status).toBe(0);
    expect(stdout).toContain("not there, or not to be seen from here");
    expect(stdout).not.toMatch(/Running: nothing|Pending: 0/);
  });

  test("an agent that does not know its name yet is told the loop, and to say it", async () => {
    const { stdout } = await (await workingCoder()).run("prime");
    expect(stdout).toContain("agent-tasks start --agent <agent>");
    expect(stdout).toContain("You are not named yet");
    expect(stdout).toContain("- Agents that have a queue: coder.");
  });

  test("is a document where one is asked for", async () => {
    const { run } = await workingCoder();
    const facts = { agent_id: "coder", pending: 2, current_task: { id: "task-001" }, next_task: { id: "task-003" } };
    expect((await run("prime", ...CODER, "--output", "json")).json).toMatchObject(facts);
    expect((await run("prime", ...CODER, "--output", "plain")).stdout).toContain("## Now");
  });
});
