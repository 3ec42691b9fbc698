import type { PurgeWords, Purging } from "./purge-words.ts";

export const purgeWordsEn: PurgeWords = {
  progress: (done, total) => `Purging: ${done} of ${total} files`,
  ask: (what) => `Take ${whatOf(what)} from before ${what.before} away for good?`,
  done: (what) => `Purged: ${whatOf(what)} from before ${what.before}.`,
  nothing: (before) => `There is nothing from before ${before} to purge; nothing was changed.`,
  kept: (tasks) =>
    tasks === 1
      ? "A task as old stays: its list holds it, or an open task names it."
      : `${tasks} tasks as old stay: their lists hold them, or open tasks name them.`,
  copied: (path) => `A copy of all of it: ${path}`,
};

function whatOf({ tasks, events, agents }: Purging): string {
  const ofAgents = agents === 1 ? "of one agent" : `of ${agents} agents`;
  return `${tasks} finished ${tasks === 1 ? "task" : "tasks"} ${ofAgents} and ${events} ${events === 1 ? "line" : "lines"} of the journal`;
}
