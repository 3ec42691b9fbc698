import type { PurgeWords, Purging } from "./purge-words.ts";

export const purgeWordsZh: PurgeWords = {
  progress: (done, total) => `正在清除：共 ${total} 个文件，已处理 ${done} 个`,
  ask: (what) => `要永久清除 ${what.before} 之前的 ${whatOf(what)}吗？`,
  done: (what) => `已清除 ${what.before} 之前的 ${whatOf(what)}`,
  nothing: (before) => `${before} 之前没有可清除的内容，未做任何更改`,
  kept: (tasks) => `另有 ${tasks} 个同样早的任务保留：仍在所属列表中，或被未结束的任务引用`,
  copied: (path) => `全部内容的副本：${path}`,
};

function whatOf({ tasks, events, agents }: Purging): string {
  return `${agents} 个 Agent 的 ${tasks} 个已结束任务和 ${events} 行日志`;
}
