import type { StatsWords } from "./stats-words.ts";

export const statsWordsEn: StatsWords = {
  allAgents: "All agents",
  title: (who, from, to) => `${who}, ${from} to ${to}`,
  open: (current, pending) => `Now: ${current} running, ${pending} pending`,
  ever: ({ completed, failed, cancelled }) =>
    `In all: ${completed} completed, ${failed} failed, ${cancelled} cancelled`,
  columns: {
    agent: "AGENT",
    done: "DONE",
    failed: "FAILED",
    cancelled: "CANCELLED",
    rate: "RATE",
    mean: "MEAN",
    p50: "P50",
    p95: "P95",
    wait_p50: "WAIT P50",
    wait_p95: "WAIT P95",
    count: "COUNT",
    cause: "CAUSE",
    last_task: "LAST TASK",
    when: "WHEN",
  },
  all: "all",
  byDay: "By day",
  lastDays: (days) => `Completed on each of the last ${days} days`,
  day: "day",
  causes: "Why attempts failed",
  others: (count) => `and ${count} more for other causes`,
  noCause: "(nothing was said)",
  noneEnded: "No task has ended in this time.",
};
