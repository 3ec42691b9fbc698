import type { Task } from "../../domain/task.ts";
import type { Standing } from "../standing.ts";
import { NAMED_AGENTS, type Pages } from "./pages.ts";
import { quotedName } from "./quoted.ts";

export const pagesEn: Pages = {
  overview: (standing, problem) => `A task queue per agent, on plain files.

Root   ${rootLine(standing)}
Agent  ${standing.agent_id ?? "not named: say --agent <id>, or set AGENT_TASKS_AGENT"}
Tasks  ${problem ? problem.error : tasksLine(standing)}
${ownLines(standing)}
Next:
${[...standing.next, "agent-tasks help"].map((line) => `  ${line}\n`).join("")}
Usage: agent-tasks <command> [options]
`,
  prime: (standing, loop) => `${standing.agent_id === null ? loop : loop.replaceAll("<agent>", standing.agent_id)}

## Now

${standing.agent_id === null ? "- You are not named yet: your id is in your instructions. Say it with `--agent` in every call.\n" : ""}${ownLines(standing)}- Root: ${rootLine(standing)}.
- Agents that have a queue: ${agentsLine(standing)}.
`,
};

function rootLine({ root }: Standing): string {
  const { value, origin, exists } = root;
  return `${value} (${origin})${exists ? "" : ": not there, or not to be seen from here; the first task makes it"}`;
}

function tasksLine({ total_tasks: { current, pending, completed, failed }, agents }: Standing): string {
  if (agents.length === 0) return "none yet";
  const count = `${agents.length} ${agents.length === 1 ? "agent" : "agents"}`;
  return `${current} running, ${pending} pending, ${completed} completed, ${failed} failed, of ${count}`;
}

function ownLines({ agent_id, current_task, next_task, pending }: Standing): string {
  if (agent_id === null) return "";
  const running = current_task ? `- Running: ${named(current_task)}. Go on with it.\n` : "- Running: nothing.\n";
  return `${running}- Pending: ${pending}${next_task ? `; next is ${named(next_task)}` : ""}.\n`;
}

function named({ id, name, priority }: Task): string {
  return `${id}, ${quotedName(name)} (priority ${priority})`;
}

function agentsLine({ agents }: Standing): string {
  if (agents.length === 0) return "none";
  const rest = agents.length - NAMED_AGENTS;
  return `${agents.slice(0, NAMED_AGENTS).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
