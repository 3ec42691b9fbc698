import type { ImportWords } from "./import-words.ts";

export const importWordsZh: ImportWords = {
  exported: ({ tasks, agents, file = "", bytes = 0 }) =>
    `已将 ${agents} 个 Agent 的 ${tasks} 个任务写入 ${file}（${bytes} 字节）`,
  busy: "其间一直有其他程序写入：导出的各部分可能相差片刻",
  ask: ({ count, agents, replaced }) =>
    `导入 ${agents.length} 个 Agent 的 ${count} 个任务${replaced.length === 0 ? "" : `（其中 ${replaced.length} 个替换现有任务）`}？`,
  imported: ({ count, unchanged, agents, skipped }) => {
    if (count === 0 && skipped.length === 0) return `没有需要导入的任务：${unchanged} 个任务都已存在`;
    const known = unchanged === 0 ? "" : `；${unchanged} 个已存在`;
    const out = skipped.length === 0 ? "" : `；跳过 ${skipped.length} 个`;
    return `已导入 ${agents.length} 个 Agent 的 ${count} 个任务${known}${out}`;
  },
  columns: {
    agent: "AGENT",
    pending: "待办",
    running: "进行中",
    completed: "完成",
    failed: "失败",
    cancelled: "取消",
  },
  renamed: (agent, from, to) => `${agent} 的 ${from} 现在的 id 是 ${to}：${from} 已属于另一个任务`,
  skipped: (agent, task) => `跳过了 ${agent} 的 ${task}：它的 id 或键已属于另一个任务`,
  waiting: (agent, task) => `${agent} 的 ${task} 原在进行中，现改为待办：该队列已有进行中的任务`,
  saved: (path) => `被替换的内容保存在 ${path}`,
  verdict: ({ valid, tasks, problems }) => {
    if (!valid) return "无法导入：其中任何内容都不会被导入";
    return `可以导入：${tasks} 个任务${problems.length === 0 ? "" : "，情况如上所述"}`;
  },
  place: ({ item, task_id }) =>
    [item === undefined ? undefined : `第 ${item} 项`, task_id].filter((part) => part !== undefined).join("，"),
  problems: {
    not_json: ({ detail }) => `不是 JSON：${detail}`,
    not_an_object: () => "不是 JSON 对象",
    field_missing: ({ field }) => `缺少 ${field}`,
    field_wrong: ({ field }) => `${field} 的内容不正确`,
    forbidden_key: ({ detail }) => `不允许有键 ${detail}`,
    too_deep: ({ detail }) => `嵌套过深：最多 ${detail} 层`,
    not_an_agent_id: ({ detail }) => `${detail} 不能用作 Agent：只能用字母、数字、_ 和 -，最多 64 个，以字母或数字开头`,
    time_to_come: ({ field, detail }) => `${field} 在未来：${detail}`,
    cycle: ({ detail }) => `任务互相等待：${detail}`,
    key_twice: () => "此文件中同一 Agent 的另一个未结束任务有相同的键",
    head_wrong: () => "列表自身的信息中没有可用的 agent_id",
    duplicate_id: () => "此文件中另一个任务有相同的 id：它将得到新的 id",
    two_running: () => "它的 Agent 有两个进行中的任务：它将改为待办",
    reference_missing: ({ detail }) => `它依赖 ${detail}，而此文件中没有该任务`,
  },
  severities: { error: "错误", warning: "警告" },
};
