import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const project = fileURLToPath(new URL("../../..", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));

/** A piece of the store's source that is replaced by another one. */
export interface Edit {
  /** In src/store/file. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What the clients run, as one text: the store as it is, or with a bug planted. @throws if an edit does not fit the source any more */
export async function programOf(edits: readonly Edit[]): Promise<string> {
  return bundled("commands.ts", [planting(edits)]);
}

/** What the threads of the clients run. */
export async function threadProgram(): Promise<string> {
  return bundled("client-thread.ts", []);
}

async function bundled(entry: string, plugins: Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${here}${entry}`],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins,
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

function planting(edits: readonly Edit[]): Plugin {
  return {
    name: "planting",
    async setup(building) {
      for (const file of new Set(edits.map((edit) => edit.file))) {
        const path = `${project}src/store/file/${file}`;
        const contents = edits
          .filter((edit) => edit.file === file)
          .reduce((text, edit) => edited(text, edit), await readFile(path, "utf8"));
        building.onLoad({ filter: new RegExp(`/src/store/file/${file.replace(".", "\\.")}$`) }, () => ({
          contents,
          loader: "ts",
        }));
      }
    },
  };
}

/** A bug that is not planted any more would be found by nobody. */
function edited(text: string, { file, from, to }: Edit): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}
