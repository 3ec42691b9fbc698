import { join } from "node:path";
import { NODE, interleaved, ours, timed } from "./run.mjs";
import { rowsOf } from "./figures.mjs";
import { agentId, makeRoot } from "./roots.mjs";

const OF_AGENT = ["--agent", agentId(0)];

/** The commands of a day, in an order in which each can be run; what one adds another ends. */
export const DAY = {
  create: ["create", ...OF_AGENT, "--name", "x"],
  start: ["start", ...OF_AGENT],
  complete: ["complete", ...OF_AGENT, "--result", "done"],
  "create, urgent": ["create", ...OF_AGENT, "--name", "y", "--priority", "P0"],
  "start the next": ["start", ...OF_AGENT],
  fail: ["fail", ...OF_AGENT, "--error", "no"],
  check: ["check", ...OF_AGENT],
  list: ["list", ...OF_AGENT],
  get: ["get", "--task-id", "task-005"],
  stats: ["stats", ...OF_AGENT],
  "list-all": ["list-all"],
  history: ["history", ...OF_AGENT],
  query: ["query", ...OF_AGENT, "--status", "pending"],
  "list --output table": ["list", ...OF_AGENT, "--output", "table"],
  "create --help": ["create", "--help"],
};

/** Each command once a round, from a cold start of the program. */
export function commands({ folder, rounds }) {
  const env = makeRoot(join(folder, "commands"), { pending: 10, finished: 10 });
  const cases = { "node -e 0": () => timed(NODE, { env }).ms };
  for (const [name, argv] of Object.entries(DAY)) cases[name] = () => timed(ours(...argv), { env }).ms;
  return {
    title: "Commands",
    about: "One process a call, with about 10 waiting and 10 finished tasks; every change locked and fsynced.",
    rows: rowsOf(interleaved(cases, rounds), "node -e 0"),
  };
}
