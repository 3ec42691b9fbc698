import { fileURLToPath } from "node:url";
import { withoutSubcommandFiles } from "./commander.mjs";

export const project = fileURLToPath(new URL("..", import.meta.url));

/** What every bundle is made with. */
export const bundling = {
  absWorkingDir: project,
  bundle: true,
  platform: "node",
  target: "node20",
  legalComments: "none",
  metafile: true,
  write: false,
  plugins: [withoutSubcommandFiles()],
};
