#!/usr/bin/env node
"use strict";

const { openSync, readSync } = require("node:fs");
const { join } = require("node:path");

const DIST = join(__dirname, "..", "dist");

/** As in scripts/warm-up.cjs: then come the pieces, each its source and the code that V8 has compiled from it. */
const HEADER_BYTES = 4096;

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 20 || (major === 20 && minor >= 19)) {
  const load = loaderOf(openPieces());
  void run(load("main.js"));
} else {
  process.stderr.write(`agent-tasks needs Node 20.19 or later; this is ${process.version}\n`);
  process.exitCode = 1;
}

async function run({ main }) {
  // All is written by now: to leave at once saves Node the work of taking itself apart.
  process.exit(await main(process.argv.slice(2), process));
}

/** The file of the pieces with compiled code, which is of one version of Node; undefined if there is none for this one. */
function openPieces() {
  try {
    const fd = openSync(join(DIST, `pieces.${process.version}-${process.arch}.code`), "r");
    const read = (position, length) => {
      const bytes = Buffer.allocUnsafe(length);
      return readSync(fd, bytes, 0, length, position) === length ? bytes : undefined;
    };
    // For each piece: where it begins, how long its source is, and how long it is in all.
    return { read, places: JSON.parse(read(0, HEADER_BYTES).latin1Slice()) };
  } catch {
    return undefined;
  }
}

/** Loads pieces of dist/ by their names, or from their source where there is no compiled code (scripts/build.mjs makes both). */
function loaderOf(pieces) {
  if (!pieces) return loadSource;
  const { Script } = require("node:vm");
  return function load(name) {
    const file = join(DIST, name);
    const loaded = require.cache[file];
    if (loaded) return loaded.exports;
    const [position, sourceLength, length] = pieces.places[name] ?? [];
    const bytes = length === undefined ? undefined : pieces.read(position, length);
    if (!bytes) return loadSource(name);
    // The name is the one that the code was compiled with: stack traces have it.
    const options = { filename: `dist/${name}`, cachedData: bytes.subarray(sourceLength) };
    const script = new Script(bytes.latin1Slice(0, sourceLength), options);
    const piece = { exports: {}, loaded: true };
    require.cache[file] = piece; // for pieces that Node's own require loads
    script.runInThisContext()(piece.exports, (id) => (id.startsWith("./") ? load(id.slice(2)) : require(id)), piece);
    return piece.exports;
  };
}

/** Node 22 and later keep what they compile, in a folder of their own. */
function loadSource(name) {
  if (major >= 22 && !process.env.NODE_COMPILE_CACHE) require("node:module").enableCompileCache?.();
  return require(join(DIST, name));
}
