import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { bin } from "./run.mjs";
import { loadedPieces } from "./pieces.mjs";

/** How large the program is, and how much of it a command loads. */
export async function sizes({ folder }) {
  const dist = join(bin, "..", "..", "dist");
  const files = readdirSync(dist).map((name) => ({ name, bytes: statSync(join(dist, name)).size }));
  const sources = files.filter(({ name }) => name.endsWith(".js"));
  const figures = {
    program_bytes: sources.reduce((sum, { bytes }) => sum + bytes, 0),
    compiled_bytes: files.filter(({ name }) => name.endsWith(".code")).reduce((sum, { bytes }) => sum + bytes, 0),
    loaded: await loadedPieces(join(folder, "sizes")),
  };
  return {
    title: "Sizes",
    about:
      "Bytes of dist/, and of the pieces that a command loads: source and, in brackets, what V8 has compiled of it.",
    facts: [
      `the whole program: ${kib(figures.program_bytes)} in ${sources.length} pieces; with compiled code ${kib(figures.compiled_bytes)} more`,
      ...figures.loaded.map(
        ({ command, pieces, source_bytes, code_bytes }) =>
          `${command}: ${kib(source_bytes)} (${kib(code_bytes)}) in ${pieces.length} pieces`,
      ),
    ],
    figures,
  };
}

function kib(bytes) {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}
