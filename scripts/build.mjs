// Builds dist/: main.js with what every command needs, and a piece for each thing that some do, loaded when asked for.
// Beside them lies one file with the pieces and their compiled code.
//
// esbuild splits ES modules only, and CommonJS starts some milliseconds sooner. So it splits first; then the pieces that
// are needed together are joined (each piece more costs time), and every piece becomes CommonJS that takes from the
// joined ones what it shares with them: a class is the same class everywhere.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { bundling, project } from "./bundling.mjs";
import { splitProgram } from "./pieces.mjs";

const dist = join(project, "dist");
const { pieces, hostOf } = await splitProgram();
const staged = mkdtempSync(join(tmpdir(), "agent-tasks-build-"));
try {
  for (const name of pieces.keys()) {
    const isWithinAnother = (hostOf.get(name) ?? name) !== name;
    if (!isWithinAnother) writeFileSync(join(staged, name), await convert(name));
  }
  makeCompiledCode();
  putInPlace(readdirSync(staged).filter((name) => /\.(js|code)$/.test(name)));
} finally {
  rmSync(staged, { recursive: true });
}

/** Makes one CommonJS file of a piece, together with those that are joined with it. */
async function convert(name) {
  const isHere = (piece) => piece === name || hostOf.get(piece) === name;
  const plugin = {
    name: "pieces",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path, kind, namespace }) => {
        const piece = basename(path);
        const isOwnFile = (hostOf.get(piece) ?? piece) === piece;
        const isFile = (kind === "dynamic-import" && isOwnFile) || namespace === "host" || !hostOf.has(piece);
        if (isFile) return { path, external: true };
        return { path: piece, namespace: isHere(piece) ? "piece" : "host" };
      });
      onLoad({ filter: /.*/, namespace: "piece" }, ({ path }) => ({ contents: pieces.get(path).text, loader: "js" }));
      onLoad({ filter: /.*/, namespace: "host" }, ({ path }) => ({ contents: fromHost(path), loader: "js" }));
    },
  };
  const contents = hostOf.has(name) ? entry(name) : pieces.get(name).text;
  const { outputFiles } = await build({
    ...bundling,
    stdin: { contents, sourcefile: name, loader: "js", resolveDir: dist },
    format: "cjs",
    charset: "ascii",
    minify: true,
    lineLimit: 200, // a stack trace shows the line
    supported: { "dynamic-import": false },
    plugins: [plugin],
  });
  return outputFiles[0].text;
}

/** A host: what the piece itself exports, and how others get at the parts of the rest. Their objects are made when asked for. */
function entry(host) {
  const parts = [...hostOf].filter(([name, its]) => its === host && name !== host).map(([name]) => name);
  return [
    `export * from "./${host}";`,
    ...parts.map((name, n) => `import * as piece${n} from "./${name}";`),
    "export const shared = {",
    ...parts.map((name, n) => {
      const members = pieces.get(name).exports.map((member) => `${member}: piece${n}.${member}`);
      return `  ${JSON.stringify(name)}: () => ({ ${members.join(", ")} }),`;
    }),
    "};",
  ].join("\n");
}

/** A piece that is joined with another, as those see it that are not. Names are taken one by one: a copy of the module would cost more. */
function fromHost(piece) {
  const host = hostOf.get(piece);
  const module = `require("./${host}")${host === piece ? "" : `.shared[${JSON.stringify(piece)}]()`}`;
  return `export const { ${pieces.get(piece).exports.join(", ")} } = ${module};`;
}

/**
 * Compiling takes a fifth of the start of Node. So the pieces that are loaded in an ordinary day lie there once more, with
 * V8's compiled code, taken after that day: what it used is in it. bin/agent-tasks.js loads them. They are one file, so
 * that no process meets pieces of two builds; another version of Node than this one looks for another, and takes the source.
 */
function makeCompiledCode() {
  const { status } = spawnSync(process.execPath, [join(project, "scripts", "warm-up.cjs"), staged], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`the compiled code could not be made (exit status ${status})`);
}

/**
 * A running agent-tasks may load a piece at any moment: each file is put in place by rename, main.js, which names the
 * others, last, and what nothing names any more goes only then.
 */
function putInPlace(names) {
  mkdirSync(dist, { recursive: true });
  for (const name of [...names.filter((each) => each !== "main.js"), "main.js"]) {
    const near = join(dist, `${name}.${process.pid}.tmp`);
    copyFileSync(join(staged, name), near);
    renameSync(near, join(dist, name));
  }
  for (const name of readdirSync(dist)) {
    if (!names.includes(name) && !name.endsWith(".tmp")) rmSync(join(dist, name), { recursive: true });
  }
}
