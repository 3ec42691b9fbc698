// Builds dist/: main.js with all that every command needs, and a chunk for each thing that few do, loaded when asked for.
//
// esbuild splits ES modules only, and CommonJS starts some milliseconds sooner. So it splits first; then the pieces that
// main.js needs at once are joined with it (a file less to load costs half a millisecond less), and each other piece
// becomes CommonJS that takes those parts from main.js: a class is the same class everywhere.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { bundling, project } from "./bundling.mjs";

const dist = join(project, "dist");

const { texts, lazy, shared } = await split();
const entry = [
  'export { main } from "./main.js";',
  ...shared.map((name, n) => `export * as shared${n} from "./${name}";`),
].join("\n");
putInPlace([
  ...(await Promise.all(lazy.map(async (name) => [name, await convert(name, texts.get(name), shared)]))),
  ["main.js", await convert("entry.js", entry, [])],
]);
makeCodeCache();

/** Cuts the program where something is loaded by import(). */
async function split() {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: { main: "src/cli/main.ts" },
    splitting: true,
    format: "esm",
    outdir: dist,
    chunkNames: "chunk-[hash]",
  });
  const imports = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output.imports]));
  const atOnce = new Set(["main.js"]);
  for (const name of atOnce) {
    for (const { path, kind, external } of imports.get(name)) {
      if (kind === "import-statement" && !external) atOnce.add(basename(path));
    }
  }
  const contents = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  return {
    texts: contents,
    lazy: [...contents.keys()].filter((name) => !atOnce.has(name)),
    shared: [...atOnce].filter((name) => name !== "main.js"),
  };
}

/** Makes one CommonJS file of a piece. Pieces named in `fromMain` are taken from main.js, lazy ones are files of their own. */
async function convert(name, contents, fromMain) {
  const pieces = {
    name: "pieces",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path, kind, namespace }) => {
        const piece = basename(path);
        if (kind === "dynamic-import" || namespace === "from-main" || lazy.includes(piece))
          return { path, external: true };
        return { path: piece, namespace: fromMain.includes(piece) ? "from-main" : "piece" };
      });
      onLoad({ filter: /.*/, namespace: "piece" }, ({ path }) => ({ contents: texts.get(path), loader: "js" }));
      onLoad({ filter: /.*/, namespace: "from-main" }, ({ path }) => ({
        contents: `module.exports = require("./main.js").shared${fromMain.indexOf(path)};`,
        loader: "js",
      }));
    },
  };
  const { outputFiles } = await build({
    ...bundling,
    stdin: { contents, sourcefile: name, loader: "js", resolveDir: dist },
    format: "cjs",
    minify: true,
    lineLimit: 200, // a stack trace shows the line
    supported: { "dynamic-import": false },
    plugins: [pieces],
  });
  return outputFiles[0].text;
}

/**
 * Compiling main.js takes a fifth of the start of Node. So main.code holds it together with V8's compiled code, taken
 * after some commands have run: what they used is in it. bin/agent-tasks.js loads it; another version of Node than
 * this one refuses the compiled code and takes the source. Both are one file, so that they cannot be of two builds.
 */
function makeCodeCache() {
  const root = mkdtempSync(join(tmpdir(), "agent-tasks-build-"));
  try {
    const unfinished = join(root, "main.code");
    const { status } = spawnSync(process.execPath, [join(project, "scripts", "warm-up.cjs"), dist, root, unfinished], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) throw new Error(`the code cache could not be made (exit status ${status})`);
    const near = join(dist, `main.code.${process.pid}.tmp`);
    copyFileSync(unfinished, near);
    renameSync(near, join(dist, "main.code"));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/**
 * A running agent-tasks may load a chunk at any moment: each file is put in place by rename, main.js, which names
 * the others, last, and what nothing names any more goes only then.
 */
function putInPlace(files) {
  mkdirSync(dist, { recursive: true });
  for (const [name, text] of files) {
    const unfinished = join(dist, `${name}.${process.pid}.tmp`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, join(dist, name));
  }
  const isNamed = new Set([...files.map(([name]) => name), "main.code"]);
  for (const name of readdirSync(dist)) {
    if (!isNamed.has(name) && !name.endsWith(".tmp")) rmSync(join(dist, name), { recursive: true });
  }
}
