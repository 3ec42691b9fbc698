import type { ImportWords } from "./import-words.ts";

const tasks = (count: number) => `${count} ${count === 1 ? "task" : "tasks"}`;
const agents = (count: number) => `${count} ${count === 1 ? "agent" : "agents"}`;

export const importWordsEn: ImportWords = {
  exported: ({ tasks: count, agents: of, file = "", bytes = 0 }) =>
    `${tasks(count)} of ${agents(of)} written to ${file} (${bytes} bytes).`,
  busy: "Others were writing all the time: parts of this export may be some moments apart.",
  ask: ({ count, agents: of, replaced }) =>
    `Import ${tasks(count)} of ${agents(of.length)}${replaced.length === 0 ? "" : `, ${replaced.length} in the place of others`}?`,
  imported: ({ count, unchanged, agents: of, skipped }) => {
    if (count === 0 && skipped.length === 0) return `Nothing to import: ${tasks(unchanged)} of it are here already.`;
    const known = unchanged === 0 ? "" : ` ${unchanged} ${unchanged === 1 ? "was" : "were"} here already.`;
    const out = skipped.length === 0 ? "" : ` ${skipped.length} stayed out.`;
    return `Imported: ${tasks(count)} of ${agents(of.length)}.${known}${out}`;
  },
  columns: {
    agent: "AGENT",
    pending: "PENDING",
    running: "RUNNING",
    completed: "COMPLETED",
    failed: "FAILED",
    cancelled: "CANCELLED",
  },
  renamed: (agent, from, to) => `${from} of ${agent} has the id ${to} now: ${from} is another task's.`,
  skipped: (agent, task) => `${task} of ${agent} stayed out: its id, or its key, is another task's.`,
  waiting: (agent, task) => `${task} of ${agent} was running, and waits now: the queue has a running task.`,
  saved: (path) => `What was replaced lies in ${path}`,
  verdict: ({ valid, tasks: count, problems }) => {
    if (!valid) return "It cannot be imported: nothing of it would come in.";
    return `It can be imported: ${tasks(count)}${problems.length === 0 ? "" : ", with what is said above"}.`;
  },
  place: ({ item, task_id }) =>
    [item === undefined ? undefined : `item ${item}`, task_id].filter((part) => part !== undefined).join(", "),
  problems: {
    not_json: ({ detail }) => `it is not JSON: ${detail}`,
    not_an_object: () => "it is not a JSON object",
    field_missing: ({ field }) => `${field} is missing`,
    field_wrong: ({ field }) => `${field} does not hold what it should`,
    forbidden_key: ({ detail }) => `it must not have the key ${detail}`,
    too_deep: ({ detail }) => `it is nested too deeply: at most ${detail} levels`,
    not_an_agent_id: ({ detail }) =>
      `${detail} cannot be an agent: letters, digits, _ and -, at most 64, the first a letter or digit`,
    time_to_come: ({ field, detail }) => `${field} lies in the future: ${detail}`,
    cycle: ({ detail }) => `tasks wait for one another: ${detail}`,
    key_twice: () => "another open task of its agent in this file has its key",
    head_wrong: () => "what a list says of itself has no agent_id that can be one",
    duplicate_id: () => "another task in this file has its id: it gets a new one",
    two_running: () => "its agent has two running tasks: this one will wait",
    reference_missing: ({ detail }) => `it depends on ${detail}, which is not in this file`,
  },
  severities: { error: "error", warning: "warning" },
};
