import { dirname } from "node:path";
import type { KeptKey } from "../../domain/kept-key.ts";
import { keyPath, readKey } from "./key-files.ts";
import type { Layout } from "./layout.ts";
import { encodeJson } from "./list-file.ts";
import { syncFolder } from "./new-file.ts";
import { unlessUnreadable } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import type { Writer } from "./writer.ts";

/** Says for ever that a task has its key. @throws Superseded, and nothing was written */
export function writeKeys(layout: Layout, writer: Writer, keys: readonly KeptKey[]): void {
  for (const kept of keys) {
    const path = keyPath(layout, kept);
    if (unlessUnreadable(() => readKey(layout, kept))) continue; // a recovery comes here again
    writer.ensureFolder(layout.keys);
    writer.ensureFolder(dirname(path));
    writer.replaceFile(path, encodeJson(path, kept), { sync: true });
    accessing(dirname(path), () => syncFolder(dirname(path)));
  }
}
