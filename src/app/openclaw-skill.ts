import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { openClawSkillFolders } from "./openclaw.ts";
import { type Surroundings, variable } from "./surroundings.ts";

const NAME = "agent-task-list";

/** The folders of this project's skill, where OpenClaw looks for skills, that have no program to run. */
export function skillsWithoutProgram(around: Surroundings): readonly string[] {
  const skills = openClawSkillFolders(around).map((folder) => join(folder, NAME));
  const installed = skills.filter((skill) => existsSync(join(skill, "SKILL.md")));
  if (installed.length === 0 || isOnPath(around)) return [];
  return installed.filter((skill) => !existsSync(join(skill, "scripts", "agent-tasks.mjs")));
}

function isOnPath(around: Surroundings): boolean {
  const folders = (variable(around, "PATH") ?? "").split(delimiter);
  return folders.some((folder) => folder !== "" && existsSync(join(folder, "agent-tasks")));
}
