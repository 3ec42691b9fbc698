import type { Task } from "../../domain/task.ts";
import type { Standing } from "../standing.ts";
import { NAMED_AGENTS, type Pages } from "./pages.ts";
import { quotedName } from "./quoted.ts";

export const pagesZh: Pages = {
  overview: (standing, problem) => `每个 Agent 一个任务队列，就是普通文件。

根目录  ${rootLine(standing)}
Agent   ${standing.agent_id ?? "未指定：请用 --agent <id>，或设置 AGENT_TASKS_AGENT"}
任务    ${problem ? problem.error : tasksLine(standing)}
${ownLines(standing)}
下一步：
${[...standing.next, "agent-tasks help"].map((line) => `  ${line}\n`).join("")}
用法：agent-tasks <command> [options]
`,
  prime: (standing, loop) => `${standing.agent_id === null ? loop : loop.replaceAll("<agent>", standing.agent_id)}

## 现在

${standing.agent_id === null ? "- 还不知道你是谁：你的 ID 在你的指令中。每次调用都用 `--agent` 说明。\n" : ""}${ownLines(standing)}- 根目录：${rootLine(standing)}。
- 有队列的 Agent：${agentsLine(standing)}。
`,
};

function rootLine({ root }: Standing): string {
  const { value, origin, exists } = root;
  return `${value}（${origin}）${exists ? "" : "：不存在，或从这里看不见；第一个任务会建立它"}`;
}

function tasksLine({ total_tasks: { current, pending, completed, failed }, agents }: Standing): string {
  if (agents.length === 0) return "还没有";
  return `执行中 ${current}，待办 ${pending}，完成 ${completed}，失败 ${failed}，共 ${agents.length} 个 Agent`;
}

function ownLines({ agent_id, current_task, next_task, pending }: Standing): string {
  if (agent_id === null) return "";
  const running = current_task ? `- 执行中：${named(current_task)}。继续做。\n` : "- 执行中：无。\n";
  return `${running}- 待办：${pending}${next_task ? `；下一个是 ${named(next_task)}` : ""}。\n`;
}

function named({ id, name, priority }: Task): string {
  return `${id}，${quotedName(name)}（优先级 ${priority}）`;
}

function agentsLine({ agents }: Standing): string {
  if (agents.length === 0) return "无";
  const rest = agents.length - NAMED_AGENTS;
  return `${agents.slice(0, NAMED_AGENTS).join("、")}${rest > 0 ? `，另有 ${rest} 个` : ""}`;
}
