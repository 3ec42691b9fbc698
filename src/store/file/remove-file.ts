import { unlinkSync } from "node:fs";
import { accessing, isSystemError } from "./system-error.ts";

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
