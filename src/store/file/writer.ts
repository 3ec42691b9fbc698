import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Layout } from "./layout.ts";
import { NEW_FILE, checkSize, makeFolder, syncFolder, takeOwnership, writeNewFile } from "./new-file.ts";
import { corrupt, type FileVersion, isFolder } from "./read-file.ts";
import { removeQuietly, removeUnlessGone } from "./remove-file.ts";
import { accessing, isSystemError } from "./system-error.ts";

const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/** Another process has taken the lock over: nothing may be written any more. Nothing was, by the call that throws it. */
export class Superseded extends Error {}

/** Says whether the lock is still ours, by a look at the file. */
export interface Fence {
  isHeld(): boolean;
  /** Gives a sign of life: long work would be taken for death. */
  touch?(): void;
}

/** The only way in which files below the root are written. Paths in its errors are those of the final file. */
export interface Writer {
  /**
   * Puts a file in place, whole, by rename from a temporary one. With `sync` its bytes are on disk
   * before it is seen; that its name is too, only `syncFolder` promises.
   *
   * @throws Superseded, and nothing was written
   */
  replaceFile(path: string, content: string | Buffer, options: { sync: boolean }): FileVersion;
  /** Adds lines to the end of a file and waits until they are on disk. @throws Superseded, and nothing was written */
  appendLines(path: string, lines: string): void;
  /**
   * Takes a file out of its place, into `.tmp/undo-<note>-...`, where the next holder of the lock finds it if we die. A
   * writer that slept may so take a newer file: what becomes of it is decided where it lies. Returns its path;
   * undefined if there was none. With `sync` its name is gone from the disk, else once the caller syncs the folder.
   *
   * @throws Superseded, and nothing was taken
   */
  takeAside(path: string, note: string, options: { sync: boolean }): string | undefined;
  /** Makes a folder that is missing, and waits until its name is on disk. */
  ensureFolder(path: string): void;
  /** Says to those who wait that the work goes on. */
  touch(): void;
}

export function writerOf(layout: Layout, fence: Fence): Writer {
  const ensureFolder = (path: string) => {
    if (!isFolder(path)) makeFolder(path, layout.root);
  };

  function replaceFile(path: string, content: string | Buffer, { sync }: { sync: boolean }): FileVersion {
    const target = lstatSync(path, { throwIfNoEntry: false });
    if (target?.isSymbolicLink()) throw corrupt(path, "symbolic_link");
    if (target && !target.isFile()) throw corrupt(path, "not_a_file");
    const temporary = layout.newTemporary("new");
    const version = writeNewFile(temporary, content, { root: layout.root, like: target, sync });
    if (!fence.isHeld()) {
      removeQuietly(temporary);
      throw new Superseded();
    }
    moveIntoPlace(temporary, path);
    return version;
  }

  function takeAside(path: string, note: string, { sync }: { sync: boolean }): string | undefined {
    const aside = layout.newTemporary(`undo-${note}`);
    if (!fence.isHeld()) throw new Superseded();
    try {
      renameSync(path, aside);
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return undefined;
      throw error;
    }
    if (sync) syncFolder(dirname(path));
    return aside;
  }

  function appendLines(path: string, lines: string): void {
    const bytes = Buffer.from(lines);
    const fd = openSync(path, APPEND, NEW_FILE);
    try {
      const before = fstatSync(fd);
      if (!before.isFile()) throw corrupt(path, "not_a_file");
      if (before.size === 0) takeOwnership(fd, before, layout.root, undefined);
      if (!fence.isHeld()) throw new Superseded();
      writeFileSync(fd, bytes);
      fsyncSync(fd);
      const { size } = fstatSync(fd);
      // Who slept here was taken over, and others have added theirs: the next holder has found ours. Who holds the lock can
      // meet the lines of one that slept.
      if (size > before.size + bytes.length && !fence.isHeld()) throw new Superseded();
      checkSize(path, Math.min(size, before.size + bytes.length), before.size + bytes.length);
      if (before.size === 0) syncFolder(dirname(path));
    } finally {
      closeSync(fd);
    }
  }

  return {
    replaceFile: (path, content, options) => accessing(path, () => replaceFile(path, content, options)),
    appendLines: (path, lines) => accessing(path, () => appendLines(path, lines)),
    takeAside: (path, note, options) => accessing(path, () => takeAside(path, note, options)),
    ensureFolder: (path) => accessing(path, () => ensureFolder(path)),
    touch: () => fence.touch?.(),
  };
}

/** Puts a file that was moved aside back in its place, unless there is another by now. */
export function restoreAside(aside: string, path: string): void {
  accessing(path, () => {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (isSystemError(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS")) return renameSync(aside, path);
      if (!isSystemError(error, "EEXIST", "ENOENT")) throw error;
    }
    syncFolder(dirname(path));
    removeUnlessGone(aside);
  });
}

/** The rename behind the look at the fence. @throws Superseded if the next holder has removed the temporary file */
export function moveIntoPlace(temporary: string, path: string): void {
  try {
    renameSync(temporary, path);
  } catch (error) {
    // The next holder removes what it finds in .tmp/. That it did, and no rename came of it, is the fence at work.
    const isGone = isSystemError(error, "ENOENT") && !lstatSync(temporary, { throwIfNoEntry: false });
    if (isGone) throw new Superseded();
    removeQuietly(temporary);
    throw error;
  }
}
