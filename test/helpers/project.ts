import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this project. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** The text of a file of the project. */
export function projectFile(path: string): string {
  return readFileSync(join(PROJECT, path), "utf8");
}
