import { join } from "node:path";
import { percentile, rowsOf } from "./figures.mjs";
import { agentId, makeRoot } from "./roots.mjs";
import { ask, interleaved, ours, timed } from "./run.mjs";

const AGENTS = 20;
/** So much longer a command may take where tasks wait for one another. */
const LIMIT = 1.2;

const OF_AGENT = ["--agent", agentId(0)];
const CALLS = {
  check: ["check", ...OF_AGENT],
  "start --dry-run": ["start", ...OF_AGENT, "--dry-run"],
  start: ["start", ...OF_AGENT],
  complete: ["complete", ...OF_AGENT],
};

/** What it costs that tasks wait for one another, those of other agents included. */
export function net({ folder, rounds, isQuick }) {
  const each = isQuick ? 100 : 500;
  const roots = {
    fresh: { finished: 0, pending: each, linksOf: (place) => (place % 4 === 0 ? [] : three(place, place)) },
    "half done": {
      finished: each / 2,
      pending: each / 2,
      linksOf: (place, ended) => (place % 4 === 0 ? three(place, ended) : [...three(place, ended), ended + place - 1]),
    },
    "3 ended for each of one agent": {
      finished: (3 * each) / AGENTS,
      pending: each,
      linksOf: (place) => (place < each ? [3 * place, 3 * place + 1, 3 * place + 2] : []),
    },
  };
  const cases = {};
  const environments = [];
  for (const [name, root] of Object.entries(roots)) {
    for (const kind of ["without", "net"]) {
      const env = rootOf(join(folder, `${name.replace(/\W+/g, "-")}-${kind}`), root, kind === "net");
      environments.push(env);
      for (const [call, argv] of Object.entries(CALLS)) {
        cases[`${call}, ${name}, ${kind}`] = () => timed(ours(...argv), { env }).ms;
      }
    }
  }
  const times = interleaved(inTurn(cases), rounds);
  for (const env of environments) ask(env, ["doctor"]); // exit status 0: all is sound
  const rows = rowsOf(times, (name) => name.replace(/, net$/, ", without"));
  return {
    title: "Tasks that wait for others",
    about: `The same commands on roots of ${AGENTS} agents with ${each} tasks each, of which none waits for another, and three of four do.`,
    rows,
    facts: rows.filter(({ name }) => name.endsWith("net")).map((row) => factOf(row, times)),
  };
}

/** Both roots of a call next to one another. */
function inTurn(cases) {
  const order = Object.keys(CALLS);
  const [callOf, rootOfCase] = [(name) => order.indexOf(name.split(", ")[0]), (name) => name.split(", ")[1]];
  const names = Object.keys(cases).toSorted(
    (a, b) => rootOfCase(a).localeCompare(rootOfCase(b)) || callOf(a) - callOf(b),
  );
  return Object.fromEntries(names.map((name) => [name, cases[name]]));
}

function factOf({ name, base, ratio }, times) {
  const least = Math.min(...times.get(name)) / Math.min(...times.get(base));
  const medians = percentile(times.get(name), 0.5) / percentile(times.get(base), 0.5);
  const verdict = medians > LIMIT ? ` OVER ${LIMIT}` : "";
  return `${name}: ${ratio.median.toFixed(2)} in the middle of the rounds, medians ${medians.toFixed(2)}, fastest ${least.toFixed(2)}${verdict}`;
}

/** Finished tasks of all agents, and then waiting ones, made by one call an agent. */
function rootOf(root, { finished, pending, linksOf }, isNet) {
  const env = makeRoot(root, { agents: AGENTS, finished });
  ask(env, ["cancel", ...OF_AGENT, "--task-id", idOf(AGENTS * finished)]);
  const before = AGENTS * finished + 1;
  const idAt = (place) => idOf(place < AGENTS * finished ? place : place + 1);
  for (let agent = 0; agent < AGENTS; agent += 1) {
    const tasks = Array.from({ length: pending }, (_, number) => {
      const place = agent * pending + number;
      const links = isNet ? linksOf(place, AGENTS * finished).map(idAt) : [];
      const depends = links.length > 0 && { depends_on: [...new Set(links)], on_dependency_failure: RULES[place % 4] };
      return { name: `Task ${place}`, priority: 1 + (place % 10), ...depends };
    });
    const first = ask(env, ["create", "--agent", agentId(agent), "--input", "-"], JSON.stringify(tasks)).task_ids[0];
    if (first !== idOf(before + agent * pending)) throw new Error(`the first task of ${agent} is ${first}`);
  }
  return env;
}

const RULES = ["wait", "wait", "cancel", "run"];

/** Three tasks that stand before a place, or before the end of those that have ended: the same in each run. */
function three(place, end) {
  return end === 0 ? [] : [1, 7, 61].map((step) => (place * step + step) % end);
}

function idOf(place) {
  return `task-${String(place + 1).padStart(3, "0")}`;
}
