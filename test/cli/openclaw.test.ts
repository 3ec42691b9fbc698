import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openClawAgent, openClawRoot } from "../../src/app/openclaw.ts";
import type { Surroundings } from "../../src/app/surroundings.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

function around(env: Record<string, string>, cwd = "/", home = "/home/anna"): Surroundings {
  return { env, cwd, home, isTerminal: false };
}

test.each([
  [{}, "/home/anna/.openclaw/workspace/agent-tasks"],
  [{ OPENCLAW_PROFILE: "work" }, "/home/anna/.openclaw-work/workspace/agent-tasks"],
  [{ OPENCLAW_PROFILE: "default" }, "/home/anna/.openclaw/workspace/agent-tasks"],
  [{ OPENCLAW_HOME: "/srv/claw" }, "/srv/claw/.openclaw/workspace/agent-tasks"],
  [{ OPENCLAW_STATE_DIR: "/var/claw", OPENCLAW_PROFILE: "work" }, "/var/claw/workspace/agent-tasks"],
  [{ OPENCLAW_STATE_DIR: "~/claw" }, "/home/anna/claw/workspace/agent-tasks"],
  [{ OPENCLAW_WORKSPACE_DIR: "/work/space", OPENCLAW_STATE_DIR: "/var/claw" }, "/work/space/agent-tasks"],
])("with %j the root is %s", (env, root) => {
  expect(openClawRoot(around(env)).value).toBe(root);
});

test("the agent is the one whose workspace we are in", () => {
  const home = temporaryFolder();
  const state = join(home, ".openclaw");
  for (const folder of ["workspace/project", "workspace-coder/deep/down", "workspace-No!", "other"]) {
    mkdirSync(join(state, folder), { recursive: true });
  }
  const agentIn = (folder: string) => openClawAgent(around({}, join(state, folder), home))?.value;
  expect(agentIn("workspace/project")).toBe("main");
  expect(agentIn("workspace-coder/deep/down")).toBe("coder");
  expect(agentIn("workspace-No!")).toBeUndefined();
  expect(agentIn("other")).toBeUndefined();
  expect(openClawAgent(around({}, home, home))).toBeUndefined();
  expect(
    openClawAgent(around({ OPENCLAW_WORKSPACE_DIR: join(home, ".openclaw", "other") }, join(state, "other"), home)),
  ).toEqual({
    value: "main",
    origin: "OPENCLAW_WORKSPACE_DIR",
  });
});
