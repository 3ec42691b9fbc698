import { readFileSync, watch } from "node:fs";
import { join } from "node:path";
import type { Random } from "../random.ts";

/** How many runs tell how long one takes at present. */
const MEASURED = 40;
/** A holder is killed so soon after it was seen, at the latest: few hold the lock for longer. */
const LATEST_MS = 3;

/** Delays for kills at random: from the start of Node to the end of the command, as long as that takes at present. */
export interface Delays {
  /** In whole milliseconds. */
  readonly next: (random: Random) => number;
  /** A run that was left alone took so long. */
  readonly measured: (ms: number) => void;
}

export function delays(): Delays {
  const recent = [60];
  return {
    next: (random) => {
      const usual = recent.toSorted((a, b) => a - b)[recent.length >> 1] ?? 0;
      return Math.max(1, Math.round(1.2 * usual * random.next()));
    },
    measured: (ms) => {
      recent.push(ms);
      if (recent.length > MEASURED) recent.shift();
    },
  };
}

export interface Hunt {
  /** Ends the hunt. Returns how many died with the lock in their hands. */
  readonly end: () => number;
}

/**
 * Kills some of those who are seen with the lock of a root: they hold it for a small part of their time only, in which a
 * kill at random rarely comes.
 */
export function huntHolders(root: string, random: Random, probability: number): Hunt {
  const lock = join(root, ".lock");
  let seen = "";
  let died = 0;
  const strike = (holder: string) => {
    if (textOf(lock) !== holder) return;
    const isHit = kill(holder);
    if (isHit && textOf(lock) === holder) died += 1;
  };
  const watcher = watch(root, (_, name) => {
    const holder = name === ".lock" ? textOf(lock) : "";
    if (holder === "" || holder === seen) return;
    seen = holder;
    if (random.chance(probability)) setTimeout(strike, random.next() * LATEST_MS, holder);
  });
  return {
    end: () => {
      watcher.close();
      return died;
    },
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Whether there was a process to be killed. */
function kill(holder: string): boolean {
  try {
    const { pid } = JSON.parse(holder) as { pid: number };
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
