import { type FSWatcher, lstatSync, watch } from "node:fs";
import type { Interruption } from "../store.ts";
import type { Layout } from "./layout.ts";
import { accessing } from "./system-error.ts";

/** Rings when a journal may have grown. */
export interface Bell {
  /** Sees to it that what happens from now on makes it ring. */
  set(): void;
  /** Resolves when it has rung since the last time, and at the latest after a while: a system may forget to tell. */
  rung(): Promise<void>;
  close(): void;
}

/** How long it waits at most: so that what the system did not tell is noticed within seconds, and where it tells nothing. */
const LONGEST_WAIT_MS = 4000;
const LONGEST_WAIT_UNTOLD_MS = 1000;

interface Watched {
  readonly path: string;
  readonly ino: number;
  /** Undefined where the system does not tell. */
  watcher: FSWatcher | undefined;
}

/** A bell at the folder of the journals or, until there is one, at the root. */
export function bellAt(layout: Layout, signal: Interruption | undefined): Bell {
  let watched: Watched | undefined;
  let isRung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    isRung = true;
    wake?.();
  };
  signal?.addEventListener?.("abort", ring);

  function close(): void {
    watched?.watcher?.close();
    watched = undefined;
  }

  return {
    set() {
      const found = inodeOf(layout.events) ?? inodeOf(layout.root);
      if (found && found.path === watched?.path && found.ino === watched.ino) return;
      close();
      if (found) watched = watching(found, ring);
    },
    async rung() {
      if (!isRung) {
        const longestMs = watched?.watcher ? LONGEST_WAIT_MS : LONGEST_WAIT_UNTOLD_MS;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isRung = false;
    },
    close,
  };
}

function inodeOf(path: string): { readonly path: string; readonly ino: number } | undefined {
  const stat = accessing(path, () => lstatSync(path, { throwIfNoEntry: false }));
  return stat && { path, ino: stat.ino };
}

/** Some systems have no such thing, and of those that have most have only so many: then it goes without. */
function watching(folder: { readonly path: string; readonly ino: number }, ring: () => void): Watched {
  const watched: Watched = { ...folder, watcher: undefined };
  try {
    const watcher = watch(folder.path, ring);
    watched.watcher = watcher;
    watcher.on("error", () => {
      watcher.close();
      watched.watcher = undefined;
      ring(); // what it has not told
    });
  } catch {
    // whatever the reason is, looking now and then does not need it
  }
  return watched;
}
