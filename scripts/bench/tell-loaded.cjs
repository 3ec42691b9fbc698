// Loaded before the program: when it ends, a last line of its output tells which pieces of dist/ and which modules of Node it has loaded.
"use strict";

const { writeSync } = require("node:fs");
const { basename } = require("node:path");
const before = new Set(process.moduleLoadList);

process.on("exit", () => {
  const pieces = Object.keys(require.cache).filter((path) => /[\\/]dist[\\/]/.test(path));
  const modules = process.moduleLoadList.filter((name) => !before.has(name) && name.startsWith("NativeModule "));
  const told = {
    pieces: pieces.map((path) => basename(path)),
    modules: modules.map((name) => name.slice("NativeModule ".length)),
  };
  writeSync(1, `${JSON.stringify(told)}\n`);
});
