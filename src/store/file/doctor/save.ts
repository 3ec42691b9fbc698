import { lstatSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import type { Layout } from "../layout.ts";
import { syncFolder } from "../new-file.ts";
import { readFile } from "../read-file.ts";
import { accessing } from "../system-error.ts";
import { type Fence, Superseded, type Writer, writerOf } from "../writer.ts";

/** Keeps what a repair replaces. */
export interface Keeper {
  /** The copies that were made. */
  readonly saved: string[];
  /** Copies a file to `<file>.corrupt-<time>`, durably, before something else takes its place. */
  copy(path: string): void;
  /** Takes a file, or whatever stands there, out of its place, to the same name. */
  takeAway(path: string): void;
}

export function keeperOf(layout: Layout, fence: Fence, time: Date): Keeper {
  const writer: Writer = writerOf(layout, fence);
  const saved: string[] = [];

  function copy(path: string): void {
    if (!accessing(path, () => lstatSync(path)).isFile()) return takeAway(path);
    const target = freeName(path, time);
    const content = accessing(path, () => readFile(path))?.bytes;
    if (content === undefined) return;
    writer.replaceFile(target, content, { sync: true });
    accessing(path, () => syncFolder(dirname(path)));
    saved.push(target);
  }

  function takeAway(path: string): void {
    const target = freeName(path, time);
    if (!fence.isHeld()) throw new Superseded();
    accessing(path, () => {
      renameSync(path, target);
      syncFolder(dirname(path));
    });
    saved.push(target);
  }

  return { saved, copy, takeAway };
}

/** The time as a file's name can hold it: `20261121T174500123Z`. */
function freeName(path: string, time: Date): string {
  const stem = `${path}.corrupt-${time.toISOString().replaceAll(/[-:.]/g, "")}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}.${number}`;
    if (!accessing(name, () => lstatSync(name, { throwIfNoEntry: false }))) return name;
  }
}
