import type { Messages } from "./messages.ts";
import { STATUS_ZH } from "./status-zh.ts";

// The sentences that the original tool had are kept word for word: its callers may look for them.

export const zh: Messages = {
  warnings: {
    not_confirmed: ({ path, reason }) => `更改已生效，但磁盘没有确认（${path}：${reason}）：断电可能使其丢失`,
    derived_late: ({ path, reason }) =>
      `更改已生效，但归档、日志或索引尚未更新（${path}：${reason}）；下一条命令会修复`,
    lock_left: ({ path, reason }) => `更改已生效，但锁未能移除（${path}：${reason}）；下一条命令会处理`,
    list_skipped: ({ path, reason }) => `另一个 Agent 的列表无法读取（${path}：${reason}）；保持原样`,
    copy_skipped: ({ path, reason }) => `归档中的文件不是任务（${path}：${reason}）；保持原样`,
    foreign_write: ({ path }) => `另一个程序未持有锁就写入了 ${path}；它写入的内容已被接管，它覆盖的内容已丢失`,
    config_invalid: ({ path, reason }) => `${path} 中的设置无法使用（${reason}）；此处未计入`,
    tasks_missing: ({ reason }) => `有 ${reason} 个已结束的任务无法显示：归档中没有它们的副本。详见 agent-tasks doctor`,
    report_cut: () => "文本超过 64 KiB，只保留了结尾部分",
  },
  done: {
    created: (agent) => `任务已添加到 ${agent} 的待办队列`,
    created_many: (count, agent) => `${count} 个任务已添加到 ${agent} 的待办队列`,
    nothing_created: () => "没有给出任务，没有任何更改",
    exists: (id) => `已有使用此键的未结束任务：${id}`,
    started: () => "任务已开始执行",
    completed: () => "任务已完成，已归档到历史记录",
    failed: () => "任务已标记为失败",
    cancelled: () => "任务已取消",
    also_cancelled: (count) => `；依赖它的 ${count} 个任务也已取消`,
    retried: () => "任务已重新加入待办队列",
    resumed: () => "该任务已在执行：继续做",
    put_back: (failures, ofAttempts, readyAt) =>
      `本次尝试失败（${failures}/${ofAttempts}）；任务等待下一次尝试${readyAt === undefined ? "" : `，直到 ${readyAt}`}`,
    key_taken: (id, status) => `该键永远属于 ${id}（${STATUS_ZH[status]}）`,
    noted: () => "已记下",
    renewed: (until) => (until === undefined ? "该任务没有租约可续" : `租约已续至 ${until}`),
    edited: (id) => `${id} 已修改`,
    moved: (id, agent) => `${id} 已移到 ${agent} 的队列`,
    held: (what) => `${what} 已暂停`,
    released: (what) => `${what} 已恢复`,
    no_change: () => "原本就是如此，没有任何更改",
    unchanged: (id, status) => `${id} 的状态已经是${STATUS_ZH[status]}，没有任何更改`,
    parts: (id, completed, total) => `${id}：${total} 个子任务中已完成 ${completed} 个`,
    looking: (done, total) => `正在检查：共 ${total} 个文件，已看 ${done} 个`,
    cut: (returned, total) => `共 ${total} 个任务，显示了 ${returned} 个`,
    adopting: (done, total) => `正在接管原工具的任务：${done} / ${total}`,
    dry_run: (message) => `没有任何更改。不带 --dry-run 时：${message}`,
    configured: (key, value) => `${key} 现在是 ${value}`,
  },
  labels: {
    error: "错误",
    hint: "提示",
    warning: "警告",
  },
};
