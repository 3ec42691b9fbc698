// commander can start subcommands that are files of their own, by node:child_process. We have none. Loading that module
// costs a tenth of the start of Node, and a program that can start others is asked why.

import { readFileSync } from "node:fs";

const EAGER = "const childProcess = require('node:child_process');";

/** An esbuild plugin: commander without node:child_process. */
export function withoutSubcommandFiles() {
  return {
    name: "without-subcommand-files",
    setup({ onLoad }) {
      onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        if (!source.includes(EAGER)) throw new Error(`${path} has changed: it has no ${EAGER}`);
        return { contents: source.replace(EAGER, "const childProcess = {};"), loader: "js" };
      });
    },
  };
}
