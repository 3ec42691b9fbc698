import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { invalid } from "../../domain/errors.ts";
import { accessing } from "./system-error.ts";

/**
 * A folder in which nothing is yet: the given one, made if it is not there, or a new one among the system's temporary
 * files, which nobody else may look into. Returns its path.
 *
 * @throws INVALID_PARAMS if something is in it
 * @throws IO_ERROR
 */
export function makeEmptyFolder(path?: string): string {
  if (path === undefined) return accessing(tmpdir(), () => mkdtempSync(join(tmpdir(), "agent-tasks-demo-")));
  accessing(path, () => mkdirSync(path, { recursive: true, mode: 0o700 }));
  if (accessing(path, () => readdirSync(path)).length > 0) throw invalid("not_empty", { parameter: "into", path });
  return path;
}
