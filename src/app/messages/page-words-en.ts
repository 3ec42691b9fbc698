import type { PageWords } from "./page-words.ts";

export const pageWordsEn: PageWords = {
  about: "A task queue per agent, on plain files.",
  root: "Root",
  agent: "Agent",
  tasks: "Tasks",
  next: "Next:",
  usage: "Usage: agent-tasks <command> [options]",
  now: "## Now",
  unknown: "not known",
  none: "none yet",
  nobody: "not named: say --agent <id> in a command, or set AGENT_TASKS_AGENT",
  unnamed: "You are not named yet: your id is in your instructions. Say it with `--agent` in every call.",
  rootIs: (path, origin, exists) =>
    `${path} (${origin})${exists ? "" : ": not there, or not to be seen from here; the first task makes it"}`,
  counts: ({ current, pending, completed, failed }, agents) =>
    `${current} running, ${pending} pending, ${completed} completed, ${failed} failed, of ${agents} ${agents === 1 ? "agent" : "agents"}`,
  running: (task) => (task === undefined ? "Running: nothing." : `Running: ${task}. Go on with it.`),
  pending: (count, next) => `Pending: ${count}${next === undefined ? "" : `; next is ${next}`}.`,
  named: (id, name, priority) => `${id}, ${name} (priority ${priority})`,
  agents: (names, more) =>
    `Agents that have a queue: ${names.join(", ") || "none is known"}${more > 0 ? ` and ${more} more` : ""}.`,
  problem: (sentence) => `Trouble: ${sentence}`,
  graph: {
    none: "no tasks",
    above: "(see above)",
    any_of: (state) => `${state} (any of)`,
    states: {
      ready: "ready",
      waits: "waits",
      held: "on hold",
      later: "not yet",
      running: "running",
      completed: "completed",
      failed: "failed",
      cancelled: "cancelled",
      missing: "missing",
    },
  },
  group: {
    tasks: (count, group, agents) =>
      `${count} ${count === 1 ? "task" : "tasks"} of group ${group}, of ${agents} ${agents === 1 ? "agent" : "agents"}`,
    none: (group) => `Group ${group} has no such tasks; nothing was changed.`,
    ask: {
      cancel: (tasks) => `Cancel ${tasks}?`,
      hold: (tasks) => `Put on hold ${tasks}?`,
      release: (tasks) => `Let go on ${tasks}?`,
    },
    done: {
      cancel: (tasks) => `Cancelled: ${tasks}.`,
      hold: (tasks) => `On hold: ${tasks}.`,
      release: (tasks) => `Going on: ${tasks}.`,
    },
    also_cancelled: (count) =>
      count === 1
        ? " A task that depends on them was cancelled too."
        : ` ${count} tasks that depend on them were cancelled too.`,
  },
};
