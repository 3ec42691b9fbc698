import { statSync } from "node:fs";
import { dirname } from "node:path";
import { TaskListError } from "../../domain/errors.ts";
import type { Layout } from "./layout.ts";
import { makeFolder } from "./new-file.ts";
import { isFolder } from "./read-file.ts";
import { accessing } from "./system-error.ts";

/** Makes what the lock needs. Returns whether this call made the root. */
export function prepareRoot(layout: Layout, createRoot: boolean): boolean {
  const isNewRoot = isMissingRoot(layout.root, createRoot) && accessing(layout.root, () => makeFolders(layout.root));
  accessing(layout.temporary, () => {
    if (!isFolder(layout.temporary)) makeFolder(layout.temporary, layout.root);
  });
  return isNewRoot;
}

function makeFolders(path: string): boolean {
  const parent = dirname(path);
  if (!statSync(parent, { throwIfNoEntry: false })) makeFolders(parent);
  return makeFolder(path, path);
}

/** @throws IO_ERROR if the root cannot be seen, is no folder, or is missing and may not be */
export function isMissingRoot(path: string, mayBeMissing: boolean): boolean {
  const stat = accessing(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stat?.isDirectory()) return false;
  if (!stat && mayBeMissing) return true;
  throw new TaskListError("IO_ERROR", { path, reason: stat ? "ENOTDIR" : "ENOENT" });
}
