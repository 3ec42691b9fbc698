import { join } from "node:path";
import { fileCare } from "../../src/store/file/doctor/care.ts";
import { fileStore } from "../../src/store/file/store.ts";
import type { StoreCare } from "../../src/store/store-care.ts";
import type { TaskStore } from "../../src/store/store.ts";
import { add, cancel, complete, fail, start } from "./changes.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A root in use since January of a year; it is the 8th of May. */
export interface OldRoot {
  readonly root: string;
  readonly store: TaskStore;
  readonly care: StoreCare;
  /** Moves its clock. */
  readonly at: (time: string) => void;
  /** The ids of the tasks that have ended, in that order; those of the named ones. */
  readonly ended: readonly string[];
  readonly needed: string;
  readonly waiting: string;
}

export const KEEP_FINISHED = 2;

/** What `purge --older-than 30d` is in the store. */
export const OLDER: { readonly olderThanMs: number; readonly isCopied: boolean } = {
  olderThanMs: 30 * 86_400_000,
  isCopied: true,
};

/**
 * The agent coder has ended three tasks in each month from January to May (completed, failed, cancelled), and one more
 * in January, for which an open one waits; the agent other one in February, which its list holds still.
 */
export async function oldRoot(root = join(temporaryFolder(), "root"), year = "2026"): Promise<OldRoot> {
  let now = new Date(`${year}-01-05T10:00:00Z`);
  const clock = () => now;
  const at = (time: string) => void (now = new Date(time));
  const options = { clock, lockTimeoutMs: 2000, keepFinished: KEEP_FINISHED, command: "test" };
  const store = fileStore(root, options);
  const ended: string[] = [];
  const needed = await add(store, "coder");
  await start(store, "coder");
  await complete(store, "coder");
  const waiting = await add(store, "other", {
    dependencies: { on: [needed, "task-999"], mode: "all", onFailure: "wait", since: `${year}-01` },
    priority: 1,
  });
  for (const month of ["01", "02", "03", "04", "05"]) {
    for (const [day, end] of [complete, fail, cancel].entries()) {
      at(`${year}-${month}-0${5 + day}T11:00:00Z`);
      const id = await add(store, "coder");
      await start(store, "coder", id);
      at(`${year}-${month}-0${5 + day}T11:30:00Z`);
      await end(store, "coder");
      ended.push(id);
    }
    if (month === "02") {
      await add(store, "other");
      await start(store, "other");
      await complete(store, "other");
    }
  }
  at(`${year}-05-08T12:00:00Z`);
  return { root, store, care: fileCare(root, options), at, ended, needed, waiting };
}
