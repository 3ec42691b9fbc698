import { closeSync, fsync, openSync } from "node:fs";
import { promisify } from "node:util";
import type { Layout } from "./layout.ts";
import { writeNewFile } from "./new-file.ts";
import { accessing, asIoError } from "./system-error.ts";
import { type Fence, Superseded, moveIntoPlace } from "./writer.ts";

/** So few files are synced one after another. */
const FEW = 16;

export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Puts files in place as `Writer.replaceFile` does with one, but waits for the disk once for all of them, and looks
 * at the fence once. The caller has seen that nothing else stands there.
 *
 * @throws Superseded, and none or some were written
 */
export async function placeFiles(layout: Layout, fence: Fence, files: readonly NewFile[]): Promise<void> {
  const isFew = files.length <= FEW;
  const made = files.map(({ path, content }) => {
    const temporary = layout.newTemporary("new");
    accessing(path, () => writeNewFile(temporary, content, { root: layout.root, sync: isFew }));
    return { path, temporary };
  });
  if (!isFew) {
    // As many at once as the disk takes together: Node's own default is four. It is read at the first use of its threads.
    process.env["UV_THREADPOOL_SIZE"] ??= "32";
    await Promise.all(made.map(({ temporary }) => syncFile(temporary)));
  }
  if (!fence.isHeld()) throw new Superseded(); // the next holder removes the temporary files
  for (const { path, temporary } of made) accessing(path, () => moveIntoPlace(temporary, path));
}

const sync = promisify(fsync);

/** The system writes many files to disk in one go, if it is asked for many at once. */
async function syncFile(path: string): Promise<void> {
  const fd = accessing(path, () => openSync(path, "r"));
  try {
    await sync(fd);
  } catch (error) {
    throw asIoError(error, path);
  } finally {
    closeSync(fd);
  }
}
