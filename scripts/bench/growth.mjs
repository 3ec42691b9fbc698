import { join } from "node:path";
import { NODE, ask, interleaved, ours, timed } from "./run.mjs";
import { rowsOf } from "./figures.mjs";
import { agentId, makeRoot } from "./roots.mjs";

const OF_AGENT = ["--agent", agentId(0)];
const CHANGES = {
  create: ["create", ...OF_AGENT, "--name", "x"],
  start: ["start", ...OF_AGENT],
  complete: ["complete", ...OF_AGENT],
};
const LOOKS = {
  list: ["list", ...OF_AGENT],
  get: ["get", "--task-id", "task-005"],
  stats: ["stats", ...OF_AGENT],
  "list-all": ["list-all"],
};

/** What a long history costs. */
export function growthOfHistory(options) {
  const many = options.isQuick ? 2000 : 100_000;
  return growth(options, {
    title: "Growth: finished tasks",
    about: `The same commands on a queue with no finished task, with 10, and with ${many} (and 10 that wait). What took them over from files of the original tool is not measured here.`,
    sizes: [0, 10, many].map((finished) => [`${finished} finished`, { pending: 10, finished }]),
    calls: {
      ...CHANGES,
      ...LOOKS,
      "history --limit 10": ["history", ...OF_AGENT, "--limit", "10"],
      "query of a day": ["query", ...OF_AGENT, "--from", "2026-01-01", "--to", "2026-01-01", "--limit", "5"],
    },
  });
}

/** What a long queue costs. */
export function growthOfQueue(options) {
  return growth(options, {
    title: "Growth: pending tasks",
    about: "The same commands on queues of which 10, 1,000 and nearly 10,000 (the limit) tasks wait.",
    sizes: [10, 1000, 9900].map((pending) => [`${pending} pending`, { pending }]),
    calls: { ...CHANGES, ...LOOKS },
  });
}

/** What other agents cost. */
export function growthOfAgents(options) {
  const many = options.isQuick ? 100 : 1000;
  return growth(options, {
    title: "Growth: agents",
    about: `The same commands where one agent has 100 tasks, and where ${many} agents have 100 each.`,
    sizes: [1, many].map((agents) => [`${agents} agents`, { agents, pending: 100 }]),
    calls: { ...CHANGES, ...LOOKS, "get --agent": ["get", ...OF_AGENT, "--task-id", "task-005"] },
  });
}

/** The calls in turn on roots of each size; compared with the first size. */
function growth({ folder, rounds }, { title, about, sizes, calls }) {
  const roots = sizes.map(([size, content], n) => [
    size,
    makeRoot(join(folder, `${title.replace(/\W+/g, "-")}-${n}`), content),
  ]);
  const cases = { "node -e 0": () => timed(NODE, { env: roots[0][1] }).ms };
  for (const [name, argv] of Object.entries(calls))
    for (const [size, env] of roots) cases[`${name}, ${size}`] = () => timed(ours(...argv), { env }).ms;
  const [[first]] = sizes;
  const times = interleaved(cases, rounds);
  for (const [, env] of roots) ask(env, ["doctor"]); // exit status 0: all is sound
  return {
    title,
    about,
    rows: rowsOf(times, (name) => (name.includes(", ") ? `${name.split(", ")[0]}, ${first}` : name)),
  };
}
