// The pieces into which the program is cut: scripts/build.mjs makes files of them.

import { basename } from "node:path";
import { build } from "esbuild";
import { bundling } from "./bundling.mjs";

/** Each of these groups is joined with all that it needs and that those before it do not have. The first of a group gives its file the name. */
const JOINED = [
  ["src/cli/main.ts"], // what reads
  ["src/cli/daily-changes.ts", "src/store/file/update.ts"], // what writes
  ["src/app/stats-of.ts", "src/store/file/find-outcomes.ts"], // what counts and times
  ["src/cli/searches.ts", "src/store/file/find-tasks.ts"], // what looks into the archive
  [
    "src/cli/following.ts",
    "src/store/file/find-events.ts",
    "src/store/file/follow-journal.ts",
    "src/cli/print-lines.ts",
  ], // what reads the journal
  ["src/cli/refuse.ts"],
  ["src/cli/commands.ts"],
  ["src/cli/whole-line.ts"], // commander
  ["src/cli/output/table.ts", "src/cli/output/view.ts"], // what people see
  ["src/cli/commands/board.ts", "src/cli/board/board-page.ts"],
];

/** The pieces by their names, and for each that is joined with others the one in whose file it is. */
export async function splitProgram() {
  const pieces = await split();
  return { pieces, hostOf: hostsOf(pieces) };
}

/** Cuts the program where something is loaded by import(). Returns the pieces by their names. */
async function split() {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: { main: "src/cli/main.ts" },
    splitting: true,
    format: "esm",
    outdir: "dist",
    chunkNames: "chunk-[hash]",
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  return new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint, exports, imports, inputs }]) => {
      const atOnce = imports.filter(({ kind, external }) => kind === "import-statement" && !external);
      const name = basename(path);
      return [
        name,
        {
          text: texts.get(name),
          entryPoint,
          exports,
          sources: Object.keys(inputs),
          needs: atOnce.map((each) => basename(each.path)),
        },
      ];
    }),
  );
}

/** For each piece that is joined: the one in whose file it is. That one itself is its own host. */
function hostsOf(all) {
  const hosts = new Map();
  for (const entryPoints of JOINED) {
    const group = new Set(entryPoints.map((entryPoint) => pieceOf(all, entryPoint)));
    const [host] = group;
    for (const name of group) {
      if (!hosts.has(name)) hosts.set(name, host);
      for (const need of all.get(name).needs) if (!hosts.has(need)) group.add(need);
    }
  }
  return hosts;
}

function pieceOf(all, entryPoint) {
  return [...all].find(([, piece]) => piece.entryPoint === entryPoint)[0];
}
