import { STATUS_ZH } from "./status-zh.ts";
import type { WhyWords } from "./why-words.ts";

export const whyWordsZh: WhyWords = {
  answers: {
    waits: (task, agent, reasons) =>
      `${task}（Agent ${agent}）在等待${reasons === 1 ? "" : `，原因有 ${reasons} 个`}：`,
    next: (task, agent) => `Agent ${agent} 下一次 start 就会开始 ${task}。`,
    running: (task, agent) => `${task} 正在执行：Agent ${agent} 在做。`,
    ended: (task, agent, status) => `${task}（Agent ${agent}）已结束：${STATUS_ZH[status]}。`,
  },
  busy: (agent, task, since) => `Agent ${agent} 正忙于 ${task}${since === "" ? "" : `，已 ${since}`}。`,
  dependency: (task, agent, status) =>
    status === "missing"
      ? `它依赖 ${task}，而该任务已不存在。`
      : `它依赖 ${task}（Agent ${agent}），其状态是${STATUS_ZH[status]}。`,
  doomed: "因此它不能再执行：它的 Agent 下一次 start 会取消它。",
  anyOf: (count) => `这 ${count} 个中有一个完成即可。`,
  not_before: (until) => `在 ${until} 之前不得开始。`,
  retry_delay: (until) => `失败后须等到 ${until}。`,
  queue_hold: (agent, since) => `Agent ${agent} 的队列自 ${since} 起已被暂停。`,
  hold: (since) => `它自 ${since} 起已被暂停。`,
  said: (reason, by) => `（${[reason, by].filter((text) => text !== "").join("，")}）`,
  behind: (count, first) =>
    count === 1 ? `${first} 排在它前面，可以开始。` : `前面有 ${count} 个可以开始的任务，第一个是 ${first}。`,
};
