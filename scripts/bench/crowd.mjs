import { join } from "node:path";
import { NODE, ask, environment, ours, started, timed } from "./run.mjs";
import { rowsOf, spread } from "./figures.mjs";

const WRITERS = 32;
const CALLS = 10;

const AGENTS = { "320 x create, one agent": () => "one", "320 x create, an agent each": (writer) => `agent-${writer}` };

/** Many writers at once, against as many processes that do nothing. */
export async function crowd({ folder, isQuick }) {
  const times = new Map(["320 x node -e 0", ...Object.keys(AGENTS)].map((name) => [name, []]));
  const waits = [];
  for (let round = 0; round < (isQuick ? 1 : 5); round += 1) {
    times.get("320 x node -e 0").push((await allAtOnce(() => NODE, environment(folder))).ms);
    for (const [name, agentOf] of Object.entries(AGENTS)) {
      const env = environment(folder, { AGENT_TASKS_ROOT: join(folder, `crowd-${round}-${agentOf(1)}`) });
      const { ms, all } = await allAtOnce((writer) => ours("create", "--agent", agentOf(writer), "--name", "x"), env);
      times.get(name).push(ms);
      waits.push(...all);
      check(env);
    }
  }
  const { median, p90 } = spread(waits);
  return {
    title: "Many writers",
    about: `${WRITERS} writers at once, ${CALLS} calls each, one after another; every call a process. All tasks are there afterwards, and every id is given once.`,
    rows: rowsOf(times, "320 x node -e 0"),
    facts: [
      `a call among them: median ${median.toFixed(0)} ms, nine of ten below ${p90.toFixed(0)} ms, the longest ${Math.max(...waits).toFixed(0)} ms`,
    ],
  };
}

async function allAtOnce(callOf, env) {
  const before = performance.now();
  const all = await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const own = [];
      for (let n = 0; n < CALLS; n += 1) own.push(await started(callOf(writer), { env }));
      return own;
    }),
  );
  return { ms: performance.now() - before, all: all.flat() };
}

function check(env) {
  const { tasks } = ask(env, ["query"]);
  const ids = new Set(tasks.map(({ task }) => task.id));
  if (tasks.length !== WRITERS * CALLS || ids.size !== tasks.length)
    throw new Error(`${tasks.length} tasks, ${ids.size} ids`);
}

/** Many tasks in one call: one commit. */
export function batch({ folder, isQuick }) {
  const count = 10_000;
  const input = Array.from({ length: count }, (_, n) =>
    JSON.stringify({ name: `Task ${n}`, priority: 1 + (n % 10) }),
  ).join("\n");
  const times = [];
  for (let round = 0; round < (isQuick ? 1 : 5); round += 1) {
    const env = environment(folder, { AGENT_TASKS_ROOT: join(folder, `batch-${round}`) });
    times.push(timed(ours("create", "--agent", "one", "--input", "-"), { env, input }).ms);
    const { total } = ask(env, ["stats"]);
    if (total.pending !== count) throw new Error(`${total.pending} of ${count} tasks are there`);
  }
  const { median, p10, p90 } = spread(times);
  return {
    title: "Batch",
    about: `\`create --input -\` with ${count} lines: one process, one commit.`,
    facts: [
      `${median.toFixed(0)} ms (${p10.toFixed(0)} to ${p90.toFixed(0)}): ${Math.round(count / (median / 1000))} tasks a second`,
    ],
    figures: { count, ms: { median, p10, p90 } },
  };
}
