import type { PageWords } from "./page-words.ts";
import { STATUS_ZH } from "./status-zh.ts";

export const pageWordsZh: PageWords = {
  about: "每个 Agent 一个任务队列，就是普通文件。",
  root: "根目录",
  agent: "Agent",
  tasks: "任务",
  next: "下一步：",
  usage: "用法: agent-tasks <command> [options]",
  now: "## 现在",
  unknown: "未知",
  none: "还没有",
  nobody: "未指定：请在命令中用 --agent <id>，或设置 AGENT_TASKS_AGENT",
  unnamed: "还不知道你是谁：你的 ID 在你的指令中。每次调用都用 `--agent` 说明。",
  rootIs: (path, origin, exists) =>
    `${path}（${origin}）${exists ? "" : "：不存在，或从这里看不见；第一个任务会建立它"}`,
  counts: ({ current, pending, completed, failed }, agents) =>
    `执行中 ${current}，待办 ${pending}，完成 ${completed}，失败 ${failed}，共 ${agents} 个 Agent`,
  running: (task) => (task === undefined ? "执行中：无。" : `执行中：${task}。继续做。`),
  pending: (count, next) => `待办：${count}${next === undefined ? "" : `；下一个是 ${next}`}。`,
  named: (id, name, priority) => `${id}，${name}（优先级 ${priority}）`,
  agents: (names, more) =>
    `有队列的 Agent：${names.join("、") || "一个也不知道"}${more > 0 ? `，另有 ${more} 个` : ""}。`,
  problem: (sentence) => `问题：${sentence}`,
  graph: {
    none: "没有任务",
    above: "（见上）",
    any_of: (state) => `${state}（任一即可）`,
    states: {
      ready: "可开始",
      waits: "等待中",
      held: "已暂停",
      later: "未到时间",
      running: STATUS_ZH.running,
      completed: STATUS_ZH.completed,
      failed: STATUS_ZH.failed,
      cancelled: STATUS_ZH.cancelled,
      missing: "已丢失",
    },
  },
  group: {
    tasks: (count, group, agents) => `组 ${group} 的 ${count} 个任务（${agents} 个 Agent）`,
    none: (group) => `组 ${group} 没有这样的任务，没有任何更改`,
    ask: {
      cancel: (tasks) => `取消${tasks}？`,
      hold: (tasks) => `暂停${tasks}？`,
      release: (tasks) => `恢复${tasks}？`,
    },
    done: {
      cancel: (tasks) => `已取消${tasks}`,
      hold: (tasks) => `已暂停${tasks}`,
      release: (tasks) => `已恢复${tasks}`,
    },
    also_cancelled: (count) => `；依赖它们的 ${count} 个任务也已取消`,
  },
};
