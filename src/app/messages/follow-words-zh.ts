import type { WaitedTask } from "../wait-for-tasks.ts";
import type { FollowWords } from "./follow-words.ts";
import { STATUS_ZH } from "./status-zh.ts";

export const followWordsZh: FollowWords = {
  more: (returned) => `显示了 ${returned} 个事件，还有更多：--limit`,
  notYet: (goal, tasks) => `尚未${goal === "completed" ? "完成" : "结束"}：${named(tasks)}`,
  unreachable: (tasks) => `已无法完成：${named(tasks)}。只有 retry（失败的任务）或 restore（已取消的任务）能改变这一点`,
};

function named(tasks: readonly WaitedTask[]): string {
  return tasks.map(({ task_id, task_status }) => `${task_id}（${STATUS_ZH[task_status]}）`).join("、");
}
