import type { TaskStatus } from "../../domain/task.ts";

export const STATUS_ZH: Readonly<Record<TaskStatus, string>> = {
  pending: "待执行",
  running: "执行中",
  completed: "已完成",
  failed: "失败",
  cancelled: "已取消",
};
