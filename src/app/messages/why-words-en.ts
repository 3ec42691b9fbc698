import type { WhyWords } from "./why-words.ts";

export const whyWordsEn: WhyWords = {
  answers: {
    waits: (task, agent, reasons) =>
      `${task} of agent ${agent} waits${reasons === 1 ? "" : `, for ${reasons} reasons`}:`,
    next: (task, agent) => `${task} is what the next start of agent ${agent} takes.`,
    running: (task, agent) => `${task} is running: agent ${agent} works on it.`,
    ended: (task, agent, status) => `${task} of agent ${agent} has ended: it is ${status}.`,
  },
  busy: (agent, task, since) => `Agent ${agent} is busy with ${task}${since === "" ? "" : `, for ${since}`}.`,
  dependency: (task, agent, status) =>
    status === "missing"
      ? `It depends on ${task}, of which nothing is left.`
      : `It depends on ${task} of agent ${agent}, which is ${status}.`,
  doomed: "So it cannot run any more: the next start of its agent cancels it.",
  anyOf: (count) => `Any one of these ${count} would be enough.`,
  not_before: (until) => `It is not to be started before ${until}.`,
  retry_delay: (until) => `It waits after a failure until ${until}.`,
  queue_hold: (agent, since) => `The queue of agent ${agent} is on hold, since ${since}.`,
  hold: (since) => `It is on hold, since ${since}.`,
  said: (reason, by) => ` (${[reason, by].filter((text) => text !== "").join(", by ")})`,
  behind: (count, first) =>
    count === 1
      ? `${first} stands ahead, and is ready.`
      : `${count} tasks that are ready stand ahead: ${first} is the first.`,
};
