import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { type StoreProblem, TaskListError, isRefusal } from "../../domain/errors.ts";
import { isDecodedWhole } from "../../domain/utf8.ts";
import { accessing, isSystemError } from "./system-error.ts";

const MAX_BYTES = 256 * 1024 * 1024;

// No link is followed, and a pipe that lies where a file should be does not make us wait for its writer.
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Which version of a file it is: no two versions in a row share all three. */
export interface FileVersion {
  readonly size: number;
  readonly mtime_ms: number;
  readonly ino: number;
}

export interface StoredFile {
  readonly bytes: Buffer;
  readonly version: FileVersion;
}

/**
 * Reads a whole regular file of at most 256 MiB; undefined if it does not exist.
 *
 * @throws STORE_CORRUPT if it is a symbolic link, no regular file, or larger
 */
export function readFile(path: string): StoredFile | undefined {
  const fd = openToRead(path);
  if (fd === undefined) return undefined;
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw corrupt(path, "not_a_file");
    if (stat.size > MAX_BYTES) throw corrupt(path, "too_large");
    const bytes = readBytes(fd, stat.size);
    if (bytes.length < stat.size) throw new TaskListError("IO_ERROR", { path, reason: "EIO" }); // ours are never shortened
    return { bytes, version: versionOf(stat) };
  } finally {
    closeSync(fd);
  }
}

/** Opens a file to read it; undefined if it does not exist. Links are refused. */
export function openToRead(path: string): number | undefined {
  try {
    return openSync(path, READ_FLAGS);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    if (isSystemError(error, "ELOOP")) throw corrupt(path, "symbolic_link");
    throw error;
  }
}

/** Reads `length` bytes from `position`; fewer only where the file ends. */
export function readBytes(fd: number, length: number, position = 0): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, bytes, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/**
 * Parses a file's JSON.
 *
 * @throws STORE_CORRUPT if it is empty, not UTF-8 or not JSON
 */
export function parseJson(path: string, bytes: Buffer): unknown {
  if (bytes.length === 0) throw corrupt(path, "empty_file");
  const text = bytes.toString("utf8");
  // Bytes that are not UTF-8 were replaced, and so would be lost on the next write.
  if (!isDecodedWhole(text, bytes)) throw corrupt(path, "not_utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw corrupt(path, "not_json", { detail: error instanceof Error ? error.message : undefined, content: text });
  }
}

/** Whether a folder is there. A link or anything else in its place is refused. */
export function isFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  if (stat.isSymbolicLink()) throw corrupt(path, "symbolic_link");
  if (!stat.isDirectory()) throw corrupt(path, "not_a_folder");
  return true;
}

/** The version of a file that is there; undefined if there is none. */
export function fileVersion(path: string): FileVersion | undefined {
  const stat = accessing(path, () => lstatSync(path, { throwIfNoEntry: false }));
  return stat && versionOf(stat);
}

export function isSameVersion(a: FileVersion | undefined, b: FileVersion | undefined): boolean {
  return a?.ino === b?.ino && a?.size === b?.size && a?.mtime_ms === b?.mtime_ms;
}

export function versionOf(stat: { size: number; mtimeMs: number; ino: number }): FileVersion {
  return { size: stat.size, mtime_ms: stat.mtimeMs, ino: stat.ino };
}

/** The refusal of stored data. `content` is what was read, for whoever wants to say more about it. */
export function corrupt(
  path: string,
  problem: StoreProblem,
  { detail, content }: { detail?: string | undefined; content?: unknown } = {},
): TaskListError<"STORE_CORRUPT"> {
  return new TaskListError("STORE_CORRUPT", { path, problem, ...(detail && { detail }) }, { cause: content });
}

/** Whether something thrown says that a file's content cannot be read, while the file itself can. */
export function isUnreadable(error: unknown): error is TaskListError<"STORE_CORRUPT"> {
  return isRefusal(error, "STORE_CORRUPT");
}

/** What is read; undefined, and somebody told, if its content cannot be. */
export function unlessUnreadable<Result>(
  read: () => Result,
  onUnreadable: (error: unknown) => void = () => undefined,
): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    onUnreadable(error);
    return undefined;
  }
}
