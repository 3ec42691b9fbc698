import { realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { isAgentId } from "../domain/agent-id.ts";
import { type Surroundings, variable } from "./surroundings.ts";

// All that this project knows of OpenClaw. Checked against the documentation of openclaw 2026.9.6.

const MAIN_AGENT = "main";

/** A value, and where it comes from. */
export interface Found {
  readonly value: string;
  readonly origin: string;
}

/** The task root that all agents of one OpenClaw installation share. */
export function openClawRoot(around: Surroundings): Found {
  const workspace = variable(around, "OPENCLAW_WORKSPACE_DIR");
  if (workspace !== undefined) {
    return { value: join(fromHome(around, workspace), "agent-tasks"), origin: "OPENCLAW_WORKSPACE_DIR" };
  }
  const state = stateFolder(around);
  return { value: join(state.value, "workspace", "agent-tasks"), origin: state.origin };
}

/** The agent in whose workspace we are: the agent's id is in no environment variable. */
export function openClawAgent(around: Surroundings): Found | undefined {
  const workspace = variable(around, "OPENCLAW_WORKSPACE_DIR");
  const state = realPath(stateFolder(around).value);
  const cwd = realPath(around.cwd);
  if (workspace !== undefined && isInside(realPath(fromHome(around, workspace)), cwd)) {
    return { value: MAIN_AGENT, origin: "OPENCLAW_WORKSPACE_DIR" };
  }
  if (!isInside(state, cwd)) return undefined;
  const folder = relative(state, cwd).split(sep)[0] ?? "";
  if (folder === "workspace") return { value: MAIN_AGENT, origin: "workspace" };
  const agent = folder.startsWith("workspace-") ? folder.slice("workspace-".length) : "";
  return isAgentId(agent) ? { value: agent, origin: "workspace" } : undefined;
}

/** The folders in which OpenClaw looks for skills: those of the workspaces, and those of all agents. */
export function openClawSkillFolders(around: Surroundings): readonly string[] {
  const state = stateFolder(around).value;
  const workspace = variable(around, "OPENCLAW_WORKSPACE_DIR");
  const agent = openClawAgent(around);
  const own = agent && agent.value !== MAIN_AGENT ? [join(state, `workspace-${agent.value}`, "skills")] : [];
  const main = workspace === undefined ? join(state, "workspace") : fromHome(around, workspace);
  return [join(main, "skills"), ...own, join(state, "skills")];
}

/** Whether an OpenClaw agent runs us: then nobody looks at the terminal that it may have given us. */
export function isRunByOpenClaw(around: Surroundings): boolean {
  return variable(around, "OPENCLAW_SHELL") !== undefined;
}

function stateFolder(around: Surroundings): Found {
  const given = variable(around, "OPENCLAW_STATE_DIR");
  if (given !== undefined) return { value: fromHome(around, given), origin: "OPENCLAW_STATE_DIR" };
  const profile = variable(around, "OPENCLAW_PROFILE");
  if (profile !== undefined && profile !== "default") {
    return { value: join(home(around), `.openclaw-${profile}`), origin: "OPENCLAW_PROFILE" };
  }
  const isMoved = variable(around, "OPENCLAW_HOME") !== undefined;
  return { value: join(home(around), ".openclaw"), origin: isMoved ? "OPENCLAW_HOME" : "default" };
}

function home(around: Surroundings): string {
  const moved = variable(around, "OPENCLAW_HOME");
  return moved === undefined ? around.home : resolve(around.cwd, moved.replace(/^~(?=$|\/)/, around.home));
}

function fromHome(around: Surroundings, path: string): string {
  return resolve(around.cwd, path.replace(/^~(?=$|\/)/, home(around)));
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it is not there: then nobody is inside
  }
}
