import { join } from "node:path";
import type { Task } from "../../domain/task.ts";
import type { Layout } from "./layout.ts";
import { syncFolder } from "./new-file.ts";
import { fileVersion } from "./read-file.ts";
import { accessing } from "./system-error.ts";
import type { Writer } from "./writer.ts";

/**
 * Writes down tasks whose places others are about to take, one a line, so that an import can bring them back. Returns
 * where; nothing if there are none.
 *
 * @throws Superseded, and nothing was written
 */
export function keepReplaced(layout: Layout, writer: Writer, tasks: readonly Task[], time: Date): readonly string[] {
  if (tasks.length === 0) return [];
  writer.ensureFolder(layout.replaced);
  const path = freeName(layout.replaced, time);
  writer.replaceFile(path, tasks.map((task) => `${JSON.stringify(task)}\n`).join(""), { sync: true });
  accessing(layout.replaced, () => syncFolder(layout.replaced));
  return [path];
}

/** The time as a file's name can hold it: `20261121T174500123Z.jsonl`. */
function freeName(folder: string, time: Date): string {
  const stem = join(folder, time.toISOString().replaceAll(/[-:.]/g, ""));
  for (let number = 1; ; number += 1) {
    const path = `${stem}${number === 1 ? "" : `.${number}`}.jsonl`;
    if (!fileVersion(path)) return path;
  }
}
