import { readFileSync } from "node:fs";
import { join } from "node:path";
import { splitProgram } from "../pieces.mjs";
import { ask, bin, environment, ours, timed } from "./run.mjs";

/**
 * The pieces of dist/ that each hot command loads, with their sizes and the files that they were made from, and the
 * modules of Node that it asks for besides those that every process has.
 */
export async function loadedPieces(root) {
  const { pieces: all, hostOf } = await splitProgram();
  const dist = join(bin, "..", "..", "dist");
  const code = readFileSync(join(dist, `pieces.${process.version}-${process.arch}.code`));
  const places = JSON.parse(code.toString("latin1", 0, 4096));
  const env = environment(root, {
    AGENT_TASKS_ROOT: root,
    AGENT_TASKS_AGENT: "one",
    NODE_OPTIONS: `--require=${JSON.stringify(new URL("tell-loaded.cjs", import.meta.url).pathname)}`,
  });
  for (const name of ["a", "b", "c"]) ask({ ...env, NODE_OPTIONS: "" }, ["create", "--name", name]);
  return HOT.map(({ argv, before }) => {
    if (before) ask({ ...env, NODE_OPTIONS: "" }, before);
    const [program, ...line] = ours(...argv);
    const { stdout } = timed([program, ...line], { env });
    const told = JSON.parse(stdout.slice(stdout.lastIndexOf("\n", stdout.length - 2) + 1));
    const strange = told.pieces.filter((name) => !places[name] || !all.has(name));
    if (strange.length > 0) throw new Error(`dist/ is not of these sources: build it first (${strange.join(", ")})`);
    const pieces = told.pieces.map((name) => ({
      name,
      source_bytes: places[name][1],
      code_bytes: places[name][2] - places[name][1],
    }));
    return {
      command: argv[0],
      pieces: told.pieces,
      modules: told.modules,
      sources: [...all]
        .filter(([name]) => told.pieces.includes(hostOf.get(name) ?? name))
        .flatMap(([, { sources }]) => sources),
      source_bytes: pieces.reduce((sum, { source_bytes }) => sum + source_bytes, 0),
      code_bytes: pieces.reduce((sum, { code_bytes }) => sum + code_bytes, 0),
    };
  });
}

/** What agents call all day: the hot commands, in an order in which all of them succeed. */
const HOT = [
  { argv: ["create", "--name", "x"] },
  { argv: ["start"] },
  { argv: ["complete", "--result", "done"] },
  { argv: ["fail", "--error", "no"], before: ["start"] },
  { argv: ["check"] },
  { argv: ["list"] },
  { argv: ["get", "--task-id", "task-001"] },
  { argv: ["stats"] },
  { argv: ["list-all"] },
];
