import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Layout } from "./layout.ts";
import { corrupt, type FileVersion, isFolder, versionOf } from "./read-file.ts";
import { accessing, isSystemError } from "./system-error.ts";

const NEW_FILE = 0o600;
const NEW_FOLDER = 0o700;
const EXCLUSIVE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/** Another process has taken the lock over: nothing may be written any more. Nothing was, by the call that throws it. */
export class Superseded extends Error {}

/** Says whether the lock is still ours, by a look at the file. */
export interface Fence {
  isHeld(): boolean;
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
  /** Makes a folder that is missing, and waits until its name is on disk. */
  ensureFolder(path: string): void;
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
    try {
      if (!fence.isHeld()) throw new Superseded();
      renameSync(temporary, path);
    } catch (error) {
      // The next holder removes what it finds in .tmp/. That it did, and no rename came of it, is the fence at work.
      const isGone = isSystemError(error, "ENOENT") && !lstatSync(temporary, { throwIfNoEntry: false });
      if (isGone) throw new Superseded();
      removeQuietly(temporary);
      throw error;
    }
    return version;
  }

  function appendLines(path: string, lines: string): void {
    const bytes = Buffer.from(lines);
    const fd = openSync(path, APPEND, NEW_FILE);
    try {
      const before = fstatSync(fd);
      if (!before.isFile()) throw corrupt(path, "not_a_file");
      if (before.size === 0) adopt(fd, before, layout.root, undefined);
      if (!fence.isHeld()) throw new Superseded();
      writeFileSync(fd, bytes);
      fsyncSync(fd);
      checkSize(path, fstatSync(fd).size, before.size + bytes.length);
      if (before.size === 0) syncFolder(dirname(path));
    } finally {
      closeSync(fd);
    }
  }

  return {
    replaceFile: (path, content, options) => accessing(path, () => replaceFile(path, content, options)),
    appendLines: (path, lines) => accessing(path, () => appendLines(path, lines)),
    ensureFolder: (path) => accessing(path, () => ensureFolder(path)),
  };
}

/** Writes a file that does not exist yet: all of its bytes, mode 0600 (or that of `like`), the root folder's owner. */
export function writeNewFile(
  path: string,
  content: string | Buffer,
  { root, like, sync }: { root: string; like?: Stats | undefined; sync: boolean },
): FileVersion {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const fd = openSync(path, EXCLUSIVE, NEW_FILE);
  try {
    writeFileSync(fd, bytes);
    const stat = fstatSync(fd);
    adopt(fd, stat, root, like);
    if (sync) fsyncSync(fd);
    checkSize(path, stat.size, bytes.length);
    return versionOf(stat);
  } catch (error) {
    removeQuietly(path);
    throw error;
  } finally {
    closeSync(fd);
  }
}

/**
 * Makes a folder below the root (or the root itself) with mode 0700 whatever the umask, and waits until
 * its name is on disk. Returns false if somebody else was quicker.
 */
export function makeFolder(path: string, root: string): boolean {
  try {
    mkdirSync(path, { mode: NEW_FOLDER });
  } catch (error) {
    if (isSystemError(error, "EEXIST") && isFolder(path)) return false;
    throw error;
  }
  const stat = lstatSync(path);
  if ((stat.mode & 0o777) !== NEW_FOLDER) chmodSync(path, NEW_FOLDER);
  const owner = path === root ? undefined : ownerFor(root);
  if (owner) chownSync(path, owner.uid, owner.gid);
  syncFolder(dirname(path));
  return true;
}

/** Waits until the names in a folder are on disk. */
export function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0));
  try {
    fsyncSync(fd);
  } catch (error) {
    // Some file systems have no such thing; they offer nothing better either.
    if (!isSystemError(error, "EINVAL", "ENOTSUP", "EOPNOTSUPP")) throw error;
  } finally {
    closeSync(fd);
  }
}

/** Removes a file that somebody else may remove at the same time. */
export function removeUnlessGone(path: string): void {
  accessing(path, () => {
    try {
      unlinkSync(path);
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
    }
  });
}

/** Removes a file that is of no use any more. Whatever stands in the way, the next holder of the lock tries again. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Gives a new file its mode, and the owner and group that others expect. */
function adopt(fd: number, stat: Stats, root: string, like: Stats | undefined): void {
  const mode = like ? like.mode & 0o777 : NEW_FILE;
  const owner = ownerFor(root);
  if (owner) fchownSync(fd, owner.uid, like?.gid ?? owner.gid);
  else if (like && like.gid !== stat.gid) keepGroup(fd, like.gid);
  if ((stat.mode & 0o777) !== mode) fchmodSync(fd, mode);
}

function keepGroup(fd: number, gid: number): void {
  try {
    fchownSync(fd, -1, gid);
  } catch (error) {
    if (!isSystemError(error, "EPERM")) throw error; // a group that we are not in cannot be kept
  }
}

/** Root would lock the others out of what it creates: its files go to the owner of the root folder. */
function ownerFor(root: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(root);
  return uid === 0 && gid === 0 ? undefined : { uid, gid };
}

function checkSize(path: string, size: number, expected: number): void {
  if (size === expected) return;
  // The system said "written", and it was not: as on a full disk.
  throw Object.assign(new Error(`${path}: ${size} of ${expected} bytes written`), {
    code: "EIO",
    syscall: "write",
    path,
  });
}
