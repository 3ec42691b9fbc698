/** Where in a root a call works: what a schedule can have its eye on. */
export const PLACES = [
  "lock",
  "left",
  "waiting",
  "new",
  "list",
  "history",
  "events",
  "keys",
  "index",
  "counter",
] as const;
export type Place = (typeof PLACES)[number] | "other";

/** One call of a client that the world can see. */
export interface Call {
  readonly name: string;
  readonly places: readonly Place[];
  readonly isWrite: boolean;
  /** What it is done to, for a person. */
  readonly about: string;
}

const WRITES = ["write", "rename", "link", "unlink", "mkdir", "truncate", "ftruncate", "utimes", "fsync", "rm"];

export function callOf(root: string, name: string, paths: readonly string[]): Call {
  const below = paths.map((path) =>
    path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path === root ? "the root" : "outside",
  );
  return {
    name,
    places: below.map(placeOf),
    isWrite: WRITES.some((write) => name.startsWith(write)),
    about: below.join(" "),
  };
}

function placeOf(path: string): Place {
  if (path === ".lock") return "lock";
  if (path.startsWith(".tmp/redo-")) return "left";
  if (path.startsWith(".tmp/wait-")) return "waiting";
  if (path.startsWith(".tmp/")) return "new";
  if (path.endsWith("task-list.json")) return "list";
  if (path.startsWith("history/")) return "history";
  if (path.startsWith("events/")) return "events";
  if (path.startsWith("keys/")) return "keys";
  if (path === "index.json") return "index";
  return path === "task-counter.txt" ? "counter" : "other";
}
