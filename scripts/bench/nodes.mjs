import { join } from "node:path";
import { bin, environment, interleaved, timed } from "./run.mjs";
import { rowsOf } from "./figures.mjs";
import { DAY } from "./commands.mjs";
import { makeRoot } from "./roots.mjs";

/** Other versions of Node (`--node <path>`), for which there is no compiled code: they keep their own, which is warm here. */
export function otherNodes({ folder, rounds, nodes }) {
  const times = new Map();
  for (const [n, node] of nodes.entries()) {
    const version = timed([node, "--version"], { env: environment(folder) }).stdout.trim();
    const { AGENT_TASKS_ROOT } = makeRoot(join(folder, `node-${n}`), { pending: 10, finished: 10 });
    const env = environment(folder, { AGENT_TASKS_ROOT, NODE_COMPILE_CACHE: join(folder, `cache-${n}`) });
    const cases = { [`node -e 0, ${version}`]: () => timed([node, "-e", "0"], { env }).ms };
    for (const name of ["create", "start", "complete", "list", "get"])
      cases[`${name}, ${version}`] = () => timed([node, bin, ...DAY[name]], { env }).ms;
    interleaved(cases, 3); // fills the cache
    for (const [name, series] of interleaved(cases, rounds)) times.set(name, series);
  }
  return {
    title: "Other versions of Node",
    about: "Without our compiled code, with Node's compile cache warm.",
    rows: rowsOf(times, (name) => `node -e 0, ${name.split(", ")[1]}`),
  };
}
