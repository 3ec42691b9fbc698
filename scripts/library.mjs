// Builds lib/: the library of the package, src/index.ts, as one CommonJS file and one file of types (`npm pack` calls it,
// after the program is built: the types take their descriptions from it).

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { bundling, project } from "./bundling.mjs";
import { licencesOf } from "./licences.mjs";
import { typesOf } from "./types.mjs";

const lib = join(project, "lib");
const entry = join(project, "src", "index.ts");

// The program is bundled with it for its licences: they go with the package, and dist/ has no place for them.
const { outputFiles, metafile } = await build({
  ...bundling,
  entryPoints: { index: entry, program: join(project, "src", "cli", "main.ts") },
  format: "cjs",
  outdir: lib,
});
rmSync(lib, { recursive: true, force: true });
mkdirSync(lib);
writeFileSync(join(lib, "index.js"), outputFiles.find(({ path }) => path.endsWith("index.js")).text);
writeFileSync(join(lib, "THIRD-PARTY-LICENSES"), licencesOf(metafile));
writeFileSync(join(lib, "index.d.ts"), await typesOf(entry));
