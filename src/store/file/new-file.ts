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
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { type FileVersion, isFolder, versionOf } from "./read-file.ts";
import { removeQuietly } from "./remove-file.ts";
import { isSystemError } from "./system-error.ts";

export const NEW_FILE = 0o600;
const NEW_FOLDER = 0o700;
const EXCLUSIVE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

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
    takeOwnership(fd, stat, root, like);
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

/** Gives a new file its mode, and the owner and group that others expect. */
export function takeOwnership(fd: number, stat: Stats, root: string, like: Stats | undefined): void {
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

export function checkSize(path: string, size: number, expected: number): void {
  if (size === expected) return;
  // The system said "written", and it was not: as on a full disk.
  throw Object.assign(new Error(`${path}: ${size} of ${expected} bytes written`), {
    code: "EIO",
    syscall: "write",
    path,
  });
}
