import { sep } from "node:path";
import { isFolderName } from "../../domain/agent-id.ts";

/**
 * Every path below a root. Ids that come in here have been checked, or are names of folders that exist.
 *
 *     agents/<id>/task-list.json    the truth about one queue
 *     history/YYYY-MM/<task>.json   what ended in a month
 *     events/YYYY-MM.jsonl          the journal
 *     replaced/*.jsonl              tasks whose places imported ones took; nobody reads them
 *     index.json                    counts of all queues
 *     task-counter.txt              the last id that was given
 *     purged.jsonl                  what a purge took away, and what the journal told before
 *     purged/<time>.jsonl.gz        a copy of it
 *     .lock                         who writes now
 *     .tmp/                         files in the making, waiting writers, and `redo-*`: what a writer left behind
 */
export interface Layout {
  readonly root: string;
  readonly agents: string;
  readonly history: string;
  readonly events: string;
  readonly keys: string;
  readonly replaced: string;
  readonly index: string;
  readonly counter: string;
  readonly purged: string;
  readonly purgedCopies: string;
  readonly lock: string;
  readonly temporary: string;
  agent(agentId: string): string;
  list(agentId: string): string;
  month(month: string): string;
  journal(month: string): string;
  /** A path in `.tmp/` that nobody else uses. The kind decides what becomes of a file that was left there. */
  newTemporary(kind: "wait" | "redo" | "new" | `undo-${string}`): string;
}

export function layoutOf(root: string): Layout {
  // Names have no `..` in them, and the root has been resolved: there is nothing to be normalized.
  const base = root.endsWith(sep) ? root.slice(0, -1) : root;
  const below = (...names: string[]) => [base, ...names].join(sep);
  const temporary = below(".tmp");
  return {
    root,
    agents: below("agents"),
    history: below("history"),
    events: below("events"),
    keys: below("keys"),
    replaced: below("replaced"),
    index: below("index.json"),
    counter: below("task-counter.txt"),
    purged: below("purged.jsonl"),
    purgedCopies: below("purged"),
    lock: below(".lock"),
    temporary,
    agent: (agentId) => below("agents", plain(agentId)),
    list: (agentId) => below("agents", plain(agentId), "task-list.json"),
    month: (month) => below("history", month),
    journal: (month) => below("events", `${month}.jsonl`),
    newTemporary: (kind) => below(".tmp", `${kind}-${process.pid}-${randomText()}`),
  };
}

/** The last look before a path is built. Whoever reads a name from a file has looked before. */
function plain(name: string): string {
  if (!isFolderName(name)) throw new Error(`a path from ${JSON.stringify(name)}`);
  return name;
}

/** Enough randomness that no two processes of a machine ever choose the same. */
export function randomText(): string {
  // node:crypto would cost a tenth of the start of Node; V8 seeds Math.random from the system's entropy.
  return randomPart() + randomPart();
}

function randomPart(): string {
  return Math.floor(Math.random() * 2 ** 52).toString(36);
}
