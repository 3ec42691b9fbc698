import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment, interleaved, ours, timed } from "./run.mjs";
import { spread } from "./figures.mjs";
import { DAY } from "./commands.mjs";
import { makeRoot } from "./roots.mjs";

/** The most memory that a process had, as the system counts it (maximum resident set). */
export function memory({ folder, isQuick }) {
  const root = join(folder, "memory");
  const { AGENT_TASKS_ROOT } = makeRoot(root, { pending: 10, finished: 10 });
  const report = join(folder, "memory.cjs");
  const told = join(folder, "memory.txt");
  writeFileSync(
    report,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS)));`,
  );
  const env = environment(folder, { AGENT_TASKS_ROOT, NODE_OPTIONS: `--require=${JSON.stringify(report)}` });
  const peakOf = ([node, ...argv]) => {
    timed([node, ...argv], { env });
    return Number(readFileSync(told, "utf8")) / 1024;
  };
  const calls = { create: DAY.create, start: DAY.start, complete: DAY.complete, list: DAY.list };
  const cases = { "node -e 0": () => peakOf([process.execPath, "-e", "0"]) };
  for (const [name, argv] of Object.entries(calls)) cases[name] = () => peakOf(ours(...argv));
  const peaks = interleaved(cases, isQuick ? 3 : 15);
  const base = spread(peaks.get("node -e 0")).median;
  const figures = [...peaks].map(([name, series]) => ({
    name,
    mib: spread(series),
    ratio: spread(series).median / base,
  }));
  return {
    title: "Peak memory",
    about: "The maximum resident set of one process; each run with the same few lines that report it.",
    facts: figures.map(
      ({ name, mib, ratio }) => `${name}: ${mib.median.toFixed(1)} MiB, ${ratio.toFixed(2)} times \`node -e 0\``,
    ),
    figures,
  };
}
