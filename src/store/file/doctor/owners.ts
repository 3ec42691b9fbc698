import { lchownSync, lstatSync } from "node:fs";
import type { Layout } from "../layout.ts";
import { accessing } from "../system-error.ts";
import { foreignFiles } from "./check-files.ts";

/** Gives every file to the owner of the root folder, as far as we may: root may. */
export function giveToOwner(layout: Layout): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = lstatSync(layout.root);
  for (const path of foreignFiles(layout)) accessing(path, () => lchownSync(path, uid, gid));
}
