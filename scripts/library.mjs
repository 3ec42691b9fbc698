// Builds lib/: the library of the package, src/index.ts, as one CommonJS file and one file of types (`npm pack` calls it).

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licencesOf } from "./licences.mjs";
import { typesOf } from "./types.mjs";

const project = fileURLToPath(new URL("..", import.meta.url));
const lib = join(project, "lib");
const entry = join(project, "src", "index.ts");

rmSync(lib, { recursive: true, force: true });
mkdirSync(lib);
const { metafile } = await build({
  ...bundling(),
  entryPoints: [join(project, "src", "cli", "main.ts"), entry],
  write: false,
  outdir: lib,
});
await build({ ...bundling(), entryPoints: [entry], outfile: join(lib, "index.js") });
// They are those of the command line too: what it is built of stands in dist/.
writeFileSync(join(lib, "THIRD-PARTY-LICENSES"), licencesOf(metafile, project).join(`\n${"-".repeat(80)}\n\n`));
writeFileSync(join(lib, "index.d.ts"), await typesOf(entry, project));

function bundling() {
  return {
    absWorkingDir: project,
    bundle: true,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "none",
  };
}
