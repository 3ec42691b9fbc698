import type { ScreenWords } from "./screen-words.ts";

export const screenWordsZh: ScreenWords = {
  hints: ["q 退出", "? 帮助", "/ 筛选", "Enter 打开", "Tab 下一个 Agent"],
  taskHints: ["q 退出", "Esc 返回", "↑/↓ 滚动"],
  helpTitle: "按键",
  help: [
    ["↑ ↓ k j", "选择一行"],
    ["PgUp PgDn Home End", "翻页，跳到开头或末尾"],
    ["Tab Shift-Tab", "下一个 Agent，上一个 Agent"],
    ["Enter", "在 Agent 上：展开或收起任务；在任务上：打开"],
    ["→ ←", "展开或收起 Agent 的任务"],
    ["o", "打开所选行的任务"],
    ["/", "只显示名称中含有某段文字的 Agent 和任务"],
    ["Esc", "返回；清除筛选"],
    ["Ctrl-L", "重新绘制"],
    ["q Ctrl-C", "退出"],
  ],
  filter: "筛选：",
  filterHints: ["Enter 保留", "Esc 清除"],
  states: { waiting: "等待", ready: "就绪", running: "执行中", failed: "失败", done_today: "今日完成" },
  moreTasks: (count, agent) => `…… 还有 ${count} 个：agent-tasks list --agent ${agent}`,
  nothingFound: "没有名称含有这段文字的 Agent 或任务。",
  loading: "正在读取……",
};
