import { randomUUID } from "node:crypto";
import { renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { TaskListError } from "../domain/errors.ts";
import { type Config, configInvalid } from "./config-file.ts";

/**
 * Writes a config file, whole or not at all. Of two that write at once the last one wins.
 *
 * @throws IO_ERROR, CONFIG_INVALID; the old file is there
 */
export async function writeConfig(path: string, config: Config): Promise<void> {
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) {
    throw new TaskListError("IO_ERROR", { path: dirname(path), reason: folder ? "ENOTDIR" : "ENOENT" });
  }
  // Nobody can have put a link where nobody knows the name.
  const unfinished = `${path}.${randomUUID()}.new`;
  const text = `${encode(path, config)}\n`;
  try {
    const { uid, gid } = folder;
    // Root would lock the others out of what it writes: the file belongs to whom the folder belongs.
    const owner = process.getuid?.() === 0 ? { chown: { uid, gid } } : {};
    await writeFileAtomic(unfinished, text, { mode: 0o600, ...owner });
    // It does not notice when the disk takes less than it was given.
    if (statSync(unfinished).size !== Buffer.byteLength(text)) throw Object.assign(new Error(path), { code: "EIO" });
    renameSync(unfinished, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new TaskListError("IO_ERROR", { path, reason: String(error.code) }, { cause: error });
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function encode(path: string, config: Config): string {
  try {
    return JSON.stringify(config, null, 2);
  } catch (error) {
    if (error instanceof RangeError) throw configInvalid(path, "nested too deeply");
    throw error;
  }
}
