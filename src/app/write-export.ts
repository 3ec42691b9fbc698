import { randomUUID } from "node:crypto";
import { linkSync, renameSync, rmSync, statSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { TaskListError, invalid } from "../domain/errors.ts";

/**
 * Writes an export, whole or not at all: with mode 0600, for it holds all that the queues hold.
 *
 * @returns how many bytes it has
 * @throws INVALID_PARAMS if there is such a file, and it is not to be replaced
 * @throws IO_ERROR; what was there is there
 */
export async function writeExport(
  path: string,
  text: string,
  { mayReplace }: { readonly mayReplace: boolean },
): Promise<number> {
  if (!mayReplace) refuseTaken(path);
  const unfinished = `${path}.${randomUUID()}.new`; // nobody can have put a link where nobody knows the name
  try {
    await writeFileAtomic(unfinished, text, { mode: 0o600 });
    const bytes = Buffer.byteLength(text);
    // It does not notice when the disk takes less than it was given.
    if (statSync(unfinished).size !== bytes) throw Object.assign(new Error(path), { code: "ENOSPC" });
    if (mayReplace) renameSync(unfinished, path);
    else linkSync(unfinished, path); // unlike a rename it takes nobody's place
    return bytes;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EEXIST") throw taken(path);
    throw new TaskListError("IO_ERROR", { path, reason: String(error.code) }, { cause: error });
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function refuseTaken(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) throw taken(path);
}

function taken(path: string): Error {
  return invalid("file_exists", { parameter: "file", path });
}
