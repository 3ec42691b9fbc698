#!/usr/bin/env node
"use strict";

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 20 || (major === 20 && minor >= 19)) void run(load(join(__dirname, "..", "dist", "main.js")));
else {
  process.stderr.write(`agent-tasks needs Node 20.19 or later; this is ${process.version}\n`);
  process.exitCode = 1;
}

async function run({ main }) {
  process.exitCode = await main(process.argv.slice(2), process);
}

/** Loads main.js from main.code, where it lies together with its compiled code (scripts/build.mjs makes both). */
function load(file) {
  const bytes = readUnlessMissing(file.replace(/js$/, "code"));
  if (!bytes) return require(file);
  const end = 8 + Number(bytes.latin1Slice(0, 8));
  const script = new Script(bytes.latin1Slice(8, end), { filename: file, cachedData: bytes.subarray(end) });
  const module = { exports: {}, loaded: true };
  const requireHere = createRequire(file);
  requireHere.cache[file] = module; // for the chunks, which take from main.js what they share with it
  script.runInThisContext()(module.exports, requireHere, module);
  return module.exports;
}

function readUnlessMissing(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
